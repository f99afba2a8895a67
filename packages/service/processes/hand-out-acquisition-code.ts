import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { operatorTexts } from '@koshin/wire/problems/operator-texts.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { StartError } from '../configuration/start-error.ts';
import type { Language } from '../edges/command-line/language.ts';
import { issueAcquisitionCode } from '../use-cases/acquisition/issue-acquisition-code.ts';
import { meansWithoutKeys, openConfiguredRegister } from './open-means.ts';

/**
 * What `koshin acquisition-code` prints: the code, which is told here and never again. Throws StartError for a user whom
 * the bank does not have, who is suspended or whose contract is closed, and when the database cannot be opened.
 */
export async function handOutAcquisitionCode(
  configuration: Configuration,
  {
    bank,
    loginId,
    json,
    language,
  }: { readonly bank: string; readonly loginId: string; readonly json: boolean; readonly language: Language },
): Promise<string> {
  const register = await openConfiguredRegister(configuration);
  try {
    const means = { register, ...meansWithoutKeys(configuration) };
    const { code, expiresAt } = await issueAcquisitionCode(means, { bankId: bank, loginId });
    const until = formatInstant(expiresAt);
    if (json) return `${JSON.stringify({ bank, loginId, code, expiresAt: until })}\n`;
    return language === 'ja' ? `${code}（${until} まで、1回限り）\n` : `${code} (once, until ${until})\n`;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new StartError(language === 'ja' ? `${operatorTexts[error.code]}。` : `No code was given: ${error.code}.`);
  } finally {
    await register.close();
  }
}
