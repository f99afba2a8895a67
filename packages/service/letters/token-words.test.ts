import { applicationStateNames } from '@koshin/lifecycle/tokens/states.ts';
import { tokenTexts } from '@koshin/web/texts/token.ts';
import { describe, expect, it } from 'vitest';
import { collectionWords, tokenWords } from './token-words.ts';

describe('the notices of an application for a USB token', () => {
  it('are in the words of the page that shows its state (screens 2.6)', () => {
    expect(tokenWords.subject).toEqual(tokenTexts['status.title']);
    expect(tokenWords.number).toEqual(tokenTexts.number);
    for (const state of applicationStateNames) {
      if (state !== 'received') expect(tokenWords[state], state).toEqual(tokenTexts[state]);
    }
    expect(collectionWords.branch).toEqual(tokenTexts['accepted.branch']);
    expect(collectionWords.post).toEqual(tokenTexts['accepted.post']);
  });
});
