// Keeps the demo's start page up to date: is the root trusted, and which certificates were presented?
// It only shows and hides what stands in the page, so every word is in the service's texts.

const progress = document.getElementById('progress');
if (progress) keepUpToDate(progress);

/** @param {HTMLElement} list */
async function keepUpToDate(list) {
  for (;;) {
    if (document.visibilityState === 'visible') await Promise.all([checkRoot(list), checkCertificates(list)]);
    await new Promise((resolve) => setTimeout(resolve, 3000));
  }
}

/**
 * A page of the portal can be fetched only when this browser trusts the root.
 * @param {HTMLElement} list
 */
async function checkRoot(list) {
  try {
    await fetch(list.dataset.trusted ?? '', { mode: 'no-cors', cache: 'no-store', credentials: 'omit' });
    show(list, 'root', 'done');
  } catch {
    show(list, 'root', 'missing');
  }
}

/** @param {HTMLElement} list */
async function checkCertificates(list) {
  const answer = await fetch('/demo/state.json', { cache: 'no-store' }).catch(() => null);
  if (!answer?.ok) return;
  const { now, presented } = await answer.json();
  if (now === null) return;
  const since = knownSince(now);
  const latest = presented.find(({ at }) => at >= since);
  if (latest) {
    const time = new Date(latest.at).toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' });
    const place = document.getElementById('presented');
    const text = `${latest.loginId} ${time}`;
    if (place && place.textContent !== text) place.textContent = text;
  }
  show(list, 'certificate', latest ? 'done' : 'missing');
  for (const { file } of presented) {
    for (const mark of document.querySelectorAll(`[data-presented="${CSS.escape(file)}"]`)) mark.hidden = false;
  }
}

/**
 * The demo's time at which this browser saw the page first: what was presented before that was presented elsewhere.
 * @param {string} now
 */
function knownSince(now) {
  const kept = localStorage.getItem('koshin-demo-known-since');
  // A later one is another demo's, or one whose clock ran ahead.
  if (kept !== null && kept <= now) return kept;
  localStorage.setItem('koshin-demo-known-since', now);
  return now;
}

/**
 * @param {HTMLElement} list
 * @param {'root' | 'certificate'} check
 * @param {'checking' | 'done' | 'missing'} now
 */
function show(list, check, now) {
  const row = list.querySelector(`[data-check="${check}"]`);
  if (row instanceof HTMLElement && row.dataset.now !== now) row.dataset.now = now;
}
