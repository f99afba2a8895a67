import type { Examples } from '../example.ts';
import { Icon, type IconName } from './view.tsx';

const names: IconName[] = [
  'information',
  'error',
  'caution',
  'success',
  'none',
  'unread',
  'read',
  'busy',
  'forward',
  'becomes',
  'window',
  'pc',
  'token',
];

export const examples: Examples = {
  'all icons, each with its word': () => (
    <ul>
      {names.map((name) => (
        <li key={name} className="mark">
          <Icon name={name} />
          {name}
        </li>
      ))}
    </ul>
  ),
};
