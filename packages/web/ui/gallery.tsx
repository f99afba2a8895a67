import { createRoot } from 'react-dom/client';
import { languageOf } from '../texts/language.ts';
import { SpeechProvider } from '../texts/use-texts.tsx';
import type { Examples } from './example.ts';
import './styles.css';

const folders = import.meta.glob<{ examples: Examples }>(['./*/examples.tsx', '../helper/*/examples.tsx'], {
  eager: true,
});

/** All examples in their order: `button/busy: the label says so`. */
const all = Object.entries(folders).flatMap(([path, { examples }]) =>
  Object.entries(examples).map(([name, draw]) => ({ id: `${path.split('/').at(-2)}/${name}`, draw })),
);

/** The one named in the address (`?button/busy…`), else the list of all; only tests serve this page. */
function Gallery({ wanted }: { wanted: string }) {
  const example = all.find(({ id }) => id === wanted);
  if (example) return <div data-example={example.id}>{example.draw()}</div>;
  return (
    <ul>
      {all.map(({ id }) => (
        <li key={id}>
          <a href={`?${encodeURIComponent(id)}`}>{id}</a>
        </li>
      ))}
    </ul>
  );
}

const place = document.getElementById('portal');
if (place === null) throw new Error('no place for the examples in this document');
createRoot(place).render(
  <SpeechProvider language={languageOf(document.documentElement.lang)} setLanguage={() => {}} bank={null}>
    <Gallery wanted={decodeURIComponent(location.search.slice(1))} />
  </SpeechProvider>,
);
