/**
 * Posts each response of a Google Form to the support desk, signed as Standard Webhooks says
 * (https://www.standardwebhooks.com). How it is set up: docs/forms.md, Google Forms.
 *
 * A response is written down first, by its id, and taken out once the desk has it. What could not be sent
 * goes with the next response, or within ten minutes. To send it twice does nothing twice.
 */

/** The two lines that `npm run desk -- sources add NAME --type google` printed. */
const ADDRESS = 'https://…/webhooks/NAME';
const SECRET = 'whsec_…';

/** Run this once, and again whenever the script was changed: from then on each response is sent. */
function install() {
  if (!/^https?:\/\/[^…]+\/webhooks\/[\w-]+$/.test(ADDRESS)) {
    throw new Error('ADDRESS: put in the address that the command printed');
  }
  if (!/^whsec_[A-Za-z0-9+/=]+$/.test(SECRET)) {
    throw new Error('SECRET: put in the secret that the command printed, whsec_ and all');
  }
  for (const trigger of ScriptApp.getProjectTriggers()) {
    if (['onResponse', 'sendKept'].includes(trigger.getHandlerFunction())) ScriptApp.deleteTrigger(trigger);
  }
  ScriptApp.newTrigger('onResponse').forForm(FormApp.getActiveForm()).onFormSubmit().create();
  ScriptApp.newTrigger('sendKept').timeBased().everyMinutes(10).create();
}

/** What Google calls when somebody has filled in the form. */
function onResponse(event) {
  PropertiesService.getScriptProperties().setProperty(KEPT + event.response.getId(), String(Date.now()));
  sendKept();
}

/** Sends what was kept, oldest first. */
function sendKept() {
  const lock = LockService.getScriptLock();
  // Whoever has the lock sends what is kept, and what comes meanwhile goes at the next call.
  if (!lock.tryLock(LOCK_MS)) return;
  try {
    const end = Date.now() + MOST_MS;
    const kept = PropertiesService.getScriptProperties().getProperties();
    const keys = Object.keys(kept).filter((key) => key.startsWith(KEPT));
    for (const key of keys.sort((a, b) => kept[a] - kept[b])) {
      // Away for one is away for all: the next call tries again.
      if (Date.now() > end || !sendOne(key)) return;
    }
  } finally {
    lock.releaseLock();
  }
}

/** Whether the desk was there. It forgets what the desk took; what it refused stays, until somebody has mended why. */
function sendOne(key) {
  const id = key.slice(KEPT.length);
  let body;
  try {
    body = JSON.stringify(bodyOf(FormApp.getActiveForm(), FormApp.getActiveForm().getResponse(id)));
  } catch (error) {
    // Deleted, or Google's fault: the others are not to wait for it.
    console.error(`the response ${id} cannot be read: ${error}`);
    return true;
  }
  const status = post(id, body);
  // The desk keeps a response that was edited, and tells the owner of its source.
  if (status === 200 || status === 409) PropertiesService.getScriptProperties().deleteProperty(key);
  if (status !== 200) console.error(`the response ${id} was answered with ${status || 'nothing'}`);
  return !isAway(status);
}

/** Posts with pauses until the desk answers, and gives its last status; 0 for none. */
function post(id, body) {
  let status = 0;
  for (const pause of PAUSES_MS) {
    Utilities.sleep(pause);
    try {
      status = UrlFetchApp.fetch(ADDRESS, signed(id, body)).getResponseCode();
    } catch (error) {
      // It throws when nothing answers, even with muteHttpExceptions.
      status = 0;
    }
    if (!isAway(status)) return status;
  }
  return status;
}

/** The request, signed now: the desk takes a signature for five minutes. What is signed are the bytes that are sent. */
function signed(id, body) {
  const time = Math.floor(Date.now() / 1000);
  // A dot would part the id from the time.
  const name = id.replace(/\./g, '_');
  const bytes = bytesOf(body);
  const key = Utilities.base64Decode(SECRET.slice('whsec_'.length));
  const signature = Utilities.computeHmacSha256Signature(bytesOf(`${name}.${time}.`).concat(bytes), key);
  return {
    method: 'post',
    contentType: 'application/json',
    payload: bytes,
    headers: {
      'webhook-id': name,
      'webhook-timestamp': String(time),
      'webhook-signature': `v1,${Utilities.base64Encode(signature)}`,
    },
    muteHttpExceptions: true,
    followRedirects: false,
  };
}

/** What was filled in, as the desk reads it. */
function bodyOf(form, response) {
  return {
    formId: form.getId(),
    formTitle: form.getTitle(),
    responseId: response.getId(),
    submittedAt: response.getTimestamp().toISOString(),
    respondentEmail: response.getRespondentEmail(),
    answers: response.getItemResponses().map(answerOf),
  };
}

function answerOf(answer) {
  const item = answer.getItem();
  return {
    id: item.getId(),
    title: item.getTitle(),
    type: String(item.getType()),
    value: valueOf(item, answer.getResponse()),
  };
}

/** Of a grid each row with its answer, of files a link to each, else what Google gives. */
function valueOf(item, value) {
  switch (String(item.getType())) {
    case 'GRID':
      return rowsOf(item.asGridItem().getRows(), value);
    case 'CHECKBOX_GRID':
      return rowsOf(item.asCheckboxGridItem().getRows(), value);
    case 'FILE_UPLOAD':
      return value.map((file) => ({ name: item.getTitle(), url: `https://drive.google.com/open?id=${file}` }));
    default:
      return value;
  }
}

function rowsOf(rows, values) {
  return rows.flatMap((row, at) => (values[at] ? [`${row}: ${[].concat(values[at]).join(', ')}`] : []));
}

/** Nothing answered, or an answer that says to come again. */
function isAway(status) {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

function bytesOf(text) {
  return Utilities.newBlob(text).getBytes();
}

/** What the names of properties begin with that are ids of responses; each holds when it was written down. */
const KEPT = 'kept:';
/** Before each try. */
const PAUSES_MS = [0, 2000, 10000, 30000];
/** Google ends a script after six minutes: no response is begun after four, since the tries of one may take a minute or two. */
const MOST_MS = 240000;
/** Longer than all tries of one response. */
const LOCK_MS = 60000;
