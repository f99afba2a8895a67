import { describe, expect, it } from 'vitest';
import { NoSerialList, serialsIn } from './serial-list.ts';

describe('a list of serial numbers', () => {
  it.each([
    ['one on each line', '0a1b\n0c2d\n', ['0a1b', '0c2d']],
    ['with the line ends of Windows, and none at the end', '0a1b\r\n0c2d', ['0a1b', '0c2d']],
    ['in capitals with colons, as OpenSSL shows them', '0A:1B\n', ['0a1b']],
    ['without blank lines and what follows a #', '# lost on Monday\n\n0a1b # Sakura\n   \n0c2d\n', ['0a1b', '0c2d']],
    ['in its order, twice where it says so', '0c2d\n0a1b\n0c2d\n', ['0c2d', '0a1b', '0c2d']],
    ['of CSV, from the column serial', 'login,serial,reason\nsakura,0a1b,lost\nmori,0c2d,\n', ['0a1b', '0c2d']],
    ['of CSV with quotes', '"name","Serial"\n"Sakura, ""Keiko""","0A:1B"\n', ['0a1b']],
    ['of a column alone', 'serial\n0a1b\n', ['0a1b']],
  ])('is read %s', (_, text, serials) => {
    expect(serialsIn(text)).toEqual(serials);
  });

  it.each([
    ['another word', '0a1b\nsakura\n0c2d', 'line 2: "sakura" is no serial number in hex'],
    [
      'a line after comments, counted as an editor does',
      '# a\n\n0a1b\n0x1',
      'line 4: "0x1" is no serial number in hex',
    ],
    ['more digits than a serial number has', `0a1b\n${'a'.repeat(41)}`, /^line 2: /],
    ['two on a line', '0a1b 0c2d', /^line 1: /],
    ['CSV without the column', 'login,number\nsakura,0a1b', 'line 1: "login,number" is no serial number in hex'],
    ['a row that ends before the column', 'login,serial\nsakura\n', 'line 2: "" is no serial number in hex'],
    ['what a spreadsheet made of it', 'serial\n1.2E+38\n', 'line 2: "1.2E+38" is no serial number in hex'],
    ['nothing', '\n# nobody\n', 'there is no serial number in the list'],
  ])('is refused as a whole for %s', (_, text, said) => {
    const attempt = () => serialsIn(text);
    expect(attempt).toThrow(NoSerialList);
    expect(attempt).toThrow(said);
  });
});
