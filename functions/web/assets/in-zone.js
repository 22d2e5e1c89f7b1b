/** What depends on the hour where somebody is: in the visitor's own time zone in place of the desk's. */

const parts = document.querySelectorAll('[data-in-zone]');
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (parts.length > 0 && zone) {
  const query = new URLSearchParams({ zone, lang: document.documentElement.lang });
  // A form that was refused is at the address that it was sent to, which a browser may ask for as well.
  const answer = await fetch(`${location.pathname}?${query}`).catch(() => undefined);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of parts) {
      const fresh = page.querySelector(`[data-in-zone="${part.dataset.inZone}"]`);
      if (fresh) part.replaceWith(fresh);
    }
  }
}
