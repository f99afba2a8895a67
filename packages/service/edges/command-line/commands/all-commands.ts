import type { CommandSpec } from '../framework/command-spec.ts';
import { bankList } from './bank-list.ts';
import { caList } from './ca-list.ts';

/** Every command, in the order of the help: as an operator meets them. */
export const allCommands: readonly CommandSpec[] = [bankList, caList];
