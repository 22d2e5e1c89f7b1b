/** Puts a saved reply into the text at once, where the cursor is. Nothing is sent by it. */

const button = document.querySelector('[data-reply]');
const text = document.querySelector('#text');
const choice = document.querySelector('#reply');

async function insert() {
  const address = new URL(button.formAction);
  address.searchParams.set('reply', choice.value);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error();
  const reply = await answer.text();
  const at = text.selectionEnd || text.value.length;
  const before = text.value.slice(0, at).trimEnd();
  text.setRangeText(before ? `\n\n${reply}` : reply, before.length, at, 'end');
  // The draft, the count and colleagues hear of it.
  text.dispatchEvent(new Event('input'));
  text.focus();
  choice.value = '';
}

button.addEventListener('click', (event) => {
  // What fails goes the way without a script, which says why.
  if (!choice.value || button.value) return;
  event.preventDefault();
  insert().catch(() => {
    button.value = 'failed';
    button.click();
  });
});
