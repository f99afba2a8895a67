import { Readable } from 'node:stream';
import type { MailState } from '@koshin/lifecycle/notices/mail-outcome.ts';
import { type MailPage, MailQuery, mailStates } from '@koshin/wire/operator/mail-messages.ts';
import { operatorPaths } from '@koshin/wire/operator/paths.ts';
import { Type } from 'typebox';
import type { Means } from '../../use-cases/means.ts';
import { type FoundMail, mailsInState, pageOfMails } from '../../use-cases/notices/find-mails.ts';
import { csv } from '../command-line/commands/csv.ts';
import { headOfMails, mailJson, rowOfMail } from '../command-line/commands/mail-view.ts';
import type { Api } from '../portal-http/api-routes.ts';
import { languageOf } from '../portal-http/language.ts';

/** Who could not be reached by mail, and why; and what became of every other mail (R27). */
export function mailRoutes(api: Api, means: Pick<Means, 'register'>): void {
  const schema = { params: Type.Object({ bank: Type.String({ maxLength: 64 }) }), querystring: MailQuery };
  api.get(operatorPaths.mails(':bank'), { schema }, async (request, reply) => {
    const { params, query, headers } = request;
    const asked = { bankId: params.bank, states: statesOf(query) };
    if (!/\btext\/csv\b/.test(headers.accept ?? '')) {
      const page = await pageOfMails(means, { ...asked, after: query.after ?? null, limit: query.limit ?? 200 });
      return { mails: page.mails.map(mailJson), next: page.next } satisfies MailPage;
    }
    const language = languageOf(request);
    const pages = await begun(mailsInState(means, asked));
    reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="mails.csv"');
    return Readable.from(
      lines(
        csv(
          headOfMails[language],
          rowsOf(pages, (mail) => rowOfMail(mail, language)),
        ),
      ),
    );
  });
}

function statesOf({ state }: MailQuery): readonly MailState[] {
  return state === undefined ? ['unreachable'] : mailStates.filter((one) => state.split(',').includes(one));
}

/** Waits for the first page: what is refused is answered, not broken off. */
async function begun(pages: AsyncGenerator<readonly FoundMail[]>): Promise<AsyncGenerator<readonly FoundMail[]>> {
  const first = await pages.next();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* pages;
  })();
}

async function* rowsOf(pages: AsyncIterable<readonly FoundMail[]>, row: (mail: FoundMail) => readonly string[]) {
  for await (const page of pages) for (const mail of page) yield row(mail);
}

async function* lines(texts: AsyncIterable<string>) {
  for await (const text of texts) yield `${text}\n`;
}
