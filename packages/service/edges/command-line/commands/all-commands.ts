import type { CommandSpec } from '../framework/command-spec.ts';
import { acquisitionIssue } from './acquisition-issue.ts';
import { bankAdd } from './bank-add.ts';
import { bankList } from './bank-list.ts';
import { caInit } from './ca-init.ts';
import { caList } from './ca-list.ts';
import { caRollover } from './ca-rollover.ts';
import { caShow } from './ca-show.ts';

/** Every command, in the order of the help: as an operator meets them. */
export const allCommands: readonly CommandSpec[] = [
  bankAdd,
  bankList,
  caInit,
  caList,
  caShow,
  caRollover,
  acquisitionIssue,
];
