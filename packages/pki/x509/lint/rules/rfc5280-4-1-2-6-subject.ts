import { oids } from '../../../der/oids.ts';
import { tagName, tags } from '../../../der/tags.ts';
import type { NameAttribute } from '../../name.ts';
import { commonNameOf } from '../../name.ts';
import type { Difference, LintRule } from '../rule.ts';

/** String type and most characters of what our names consist of (RFC 5280 A.1, upper bounds). */
const bounds = new Map<string, { name: string; tag: number; maximum: number }>([
  [oids.countryName, { name: 'countryName', tag: tags.printableString, maximum: 2 }],
  [oids.organizationName, { name: 'organizationName', tag: tags.utf8String, maximum: 64 }],
  [oids.organizationalUnitName, { name: 'organizationalUnitName', tag: tags.utf8String, maximum: 64 }],
  [oids.commonName, { name: 'commonName', tag: tags.utf8String, maximum: 64 }],
]);

export const subjectName: LintRule = {
  name: 'subject-name',
  source: 'RFC 5280 4.1.2.6',
  check: ({ tbs }) => {
    if (!commonNameOf(tbs.subject)) return { expected: 'a subject with a commonName', got: 'none' };
    const types = tbs.subject.attributes.map((attribute) => attribute.type);
    if (new Set(types).size < types.length) return { expected: 'each attribute once', got: 'one twice' };
    return tbs.subject.attributes.map(judge).find((difference) => difference !== undefined);
  },
};

function judge({ type, tag, value }: NameAttribute): Difference | undefined {
  const bound = bounds.get(type);
  if (!bound) return { expected: 'an attribute of our profiles', got: type };
  if (tag !== bound.tag) return { expected: `${bound.name} as ${tagName(bound.tag)}`, got: tagName(tag) };
  const characters = [...value].length;
  if (characters < 1 || characters > bound.maximum) {
    return { expected: `${bound.name} of 1 to ${bound.maximum} characters`, got: `${characters}` };
  }
  if (type === oids.countryName && !/^[A-Z]{2}$/.test(value)) {
    return { expected: 'countryName of two capital letters', got: 'other characters' };
  }
  return value.trim() === value ? undefined : { expected: `${bound.name} without space around it`, got: 'space' };
}
