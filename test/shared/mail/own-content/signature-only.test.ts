import { describe, expect, it } from 'vitest';
import { isSignatureOnly } from '../../../../shared/mail/own-content/signature-only.ts';

const NAMES = ['Ada', 'Ada Rossi'];
const DISCLAIMER = 'This e-mail and any attachments are confidential and intended solely for the addressee.';
const HAFTUNG =
  'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte den Absender und vernichten Sie diese Mail.';
const RISERVATO =
  'Questo messaggio è riservato e destinato esclusivamente al destinatario.\nSe lo avete ricevuto per errore, vi preghiamo di cancellarlo.';

describe('a text of a signature alone', () => {
  it.each([
    'Ada\n\nThis e-mail is confidential and may be legally privileged.',
    'Ada\n\nQuesto messaggio è riservato e coperto da segreto professionale.',
    'Ada',
    'Ada Rossi',
    'A. Rossi',
    'Best regards,\nAda Rossi\nSupport Engineer',
    'Mit freundlichen Grüßen\nAda Rossi',
    'Mit freundlichen Grüßen\n\nAda Rossi\nSupport\nDesk GmbH\nTel. +39 0471 123456\nwww.desk.example',
    'Ada Rossi | Support',
    '*Ada Rossi* | Support',
    'Ada Rossi, Support Engineer',
    'LG Ada',
    'Liebe Grüße, Ada',
    'VG\nAda',
    'i.A. Ada',
    'i. A. Ada Rossi',
    'Dr. Ada Rossi',
    'Regards\nA.',
    'Kind regards,\nAR',
    'Best wishes,\nAda',
    'Best,\nAda',
    'Viele Grüße aus Bozen, Ada',
    'Vielen Dank und viele Grüße\nAda',
    'Grazie e saluti\nAda',
    'Thank you and best regards,\nAda',
    'Estimada Anna:\n\nSaludos,\nAda',
    'Cordiali saluti\nIng. Ada Rossi\nUfficio tecnico',
    'Thanks\n\nBest regards\nAda',
    'Mit freundlichen Grüßen\nIhr Support-Team\nDesk GmbH',
    'Best regards\n\nAda Rossi\nHead of printing and scanning services\nTel. +39 0471 123456',
  ])('%j', (text) => expect(isSignatureOnly(text, NAMES)).toBe(true));

  it.each([
    'Met vriendelijke groet',
    'Met vriendelijke groet,\nAda',
    'Groetjes, Ada',
    'Pozdrawiam',
    'Pozdrawiam serdecznie\nAda',
    'Z poważaniem,\nAda',
    'Atenciosamente',
    'Atenciosamente,\nAda',
    'Com os melhores cumprimentos\nAda Rossi',
    'よろしくお願いいたします',
    'よろしくお願いいたします。\nAda',
    'どうぞよろしくお願い致します。',
    'Bien cordialement,\nAda',
    'Un cordial saludo,\nAda',
    'Med vänlig hälsning\nAda',
    'С уважением,\nАда',
  ])('in another language: %j', (text) => expect(isSignatureOnly(text, NAMES)).toBe(true));

  it.each([
    'Hi Anna,\n\nBest regards\nAda',
    'Hi Anna,',
    'Hello',
    'Buongiorno',
    'Buongiorno Anna,\n\nCordiali saluti\nAda Rossi',
    'Ciao',
    'Ciao Anna',
    'Guten Tag Frau Rossi,\n\nmit freundlichen Grüßen',
    'Sehr geehrte Damen und Herren,',
    'Madame, Monsieur,',
    'Dear all,',
    'hi anna,',
    'Dzień dobry,\n\nPozdrawiam',
    'お世話になっております。\n\nよろしくお願いいたします。',
    'Hi Anna,\n\n-- \nAda',
  ])('or an empty template: %j', (text) => expect(isSignatureOnly(text, NAMES)).toBe(true));

  it.each([
    `-- \nAda\n\n${DISCLAIMER}`,
    `Best regards\nAda Rossi\n\n${DISCLAIMER}`,
    DISCLAIMER,
    HAFTUNG,
    `Mit freundlichen Grüßen\nAda\n\n${HAFTUNG}`,
    RISERVATO,
    `Hi Anna,\n\nAda\n\n${RISERVATO}`,
    'Ada\n\nPlease consider the environment before printing this e-mail.',
    'Cordialement\nAda\n\nCe message est confidentiel et destiné à son seul destinataire.',
  ])('or a lawyer’s: %j', (text) => expect(isSignatureOnly(text, NAMES)).toBe(true));
});

describe('a signature of other shapes', () => {
  it.each([
    'Best regards\nAda Rossi\nCustomer Care',
    'Viele Grüße\nAda Rossi\nKundendienst\nDesk GmbH',
    'Cordiali saluti\nAda Rossi\nAssistenza tecnica\nVia Roma 5, 39100 Bolzano',
    'Cordialement\nAda Rossi\nService client',
    'Saludos\nAda Rossi\nDepartamento de ventas\nDesk S.L.',
    'Met vriendelijke groet\nAda Rossi\nDesk B.V.',
    'Best regards\nMarta',
    'Kind regards\nMarta Bianchi\nHead of Support',
    'Kind regards,\n\nAda Rossi\nDesk\nTel: +39 0471 123456\nada@desk.example',
    'Ada Rossi\nBozen\n+39 0471 123456',
    'Best\nAda Rossi\nIT',
    'Cordiali saluti\nAda Rossi\nResponsabile IT',
    'Best regards,\nAda Rossi\n[cid:image001.png@01DB]',
    'Kind regards\nAda\n\nSent from my iPhone',
    'Best\nAda\n\nDesk Ltd.\n12 High Street\nLondon',
  ])('%j', (text) => expect(isSignatureOnly(text, NAMES)).toBe(true));
});

describe('words below a closing or a name', () => {
  it.each([
    'Kind regards\nDone',
    'Kind regards,\nFixed!',
    'Kind regards\nAda\nDone',
    'Kind regards\nMarta\nDone, restarted the till.',
    'Kind regards\nMarta\nDone, restarted the till',
    'Kind regards\nMarta\n\nRestarted the till',
    'Best regards\nAda Rossi\nSupport\n\nTill restarted',
    'Best regards\nYou can open the shop.',
    'Viele Grüße\nErledigt',
    'Viele Grüße\nAda\nKasse läuft wieder',
    'Mit freundlichen Grüßen\nAda Rossi\nKasse ausgetauscht',
    'LG Ada\nneu gestartet',
    'Cordiali saluti\nFatto',
    'Cordiali saluti\nAda\nRiavviata la cassa',
    'Saluti\nAda\nE la porta è aperta',
    'Cordialement\nFait',
    'Cordialement\nAda\nCaisse redémarrée.',
    'Saludos\nListo',
    'Saludos\nAda\nReiniciado',
    'Met vriendelijke groet\nGedaan',
    'Pozdrawiam\nGotowe',
    'Ada\n\nYes, it is.\n\nThe long one.',
    'Ada\nThe long one',
    'Kind regards\n4711',
    'Kind regards\nLong cable',
    'Kind regards\nAda\nPort 8080',
    'Cheers\nAda\nOn it',
    'Kind regards\nTomorrow',
    'Regards\nAda\n\nThe code: 4711',
    'Kind regards\nMarta\nDone, restarted the till\n+39 0471 123456',
    'Best regards\nAda Rossi\nSupport Engineer\nTel. +39 0471 123456\n\nSent tonight',
  ])('are said: %j', (text) => expect(isSignatureOnly(text, NAMES)).toBe(false));
});

describe('a text with a word of its own', () => {
  it.each([
    'Thanks, done.',
    'Thanks\nDone',
    'OK',
    'Sì',
    'Si',
    '12',
    'No',
    'Yes, thanks.\nAda',
    'Ada, done',
    'Ada\nThe door is mended.',
    'Ada\nthe key is under the mat',
    'Hi Anna,\n\nOK',
    'Hi Anna, done',
    'Hallo, Tür ist offen',
    'Buongiorno, fatto.',
    'Ciao Anna,\n12\n\nSaluti\nAda',
    'Best regards from the support team, the door is mended.',
    'Best regards\nAda\n\nP.S. The lock comes tomorrow.',
    'Hi Anna,\n\nturn it left.\n\nBest regards\nAda',
    'Bruno',
    'Anna Bianchi',
    'A.',
    'BR unit replaced',
    'Danke und erledigt',
    'Grazie, fatto',
    'Hallo Anna, kommt morgen',
    'Bruno Neri, +39 0471 123456',
    'Beste oplossing: herstart',
    'Erledigt.',
    'LG ist die Marke',
    'Gracias, listo.',
    'This message is for you: the code is 4711, keep it confidential.',
    `The door is mended.\n\n${DISCLAIMER}`,
    'Das ist vertraulich: bitte löschen Sie die alte Datei.',
    '+39 0471 123456',
  ])('%j', (text) => expect(isSignatureOnly(text, NAMES)).toBe(false));

  it('may be the letters of a name', () => expect(isSignatureOnly('OK', ['Oskar Klein'])).toBe(false));
});
