/**
 * The most frequent characters of languages whose mail comes unlabelled: by them a text is known that was read by the right
 * table. Half of a Chinese or Korean text, three quarters of the letters of an alphabet.
 */

/** Kana of full width: nobody writes a text in the narrow ones, and other encodings read as Shift_JIS are full of them. */
export const JAPANESE = /[\u3041-\u30fe、。]/gu;

export const CHINESE =
  /[的一是不了在有人我他这你们来个到说和为上地出就时要会可也得里后自以家生年着子那下看过道能么之天起对开没学小好多都然用心想成事还现发请问谢您无法电打机系统网客服务帮助修坏单订购买货退，。！？：、“”]/gu;

export const TRADITIONAL_CHINESE =
  /[的一是不了在有人我他這你們來個到說和為上地出就時要會可也得裡後自以家生年著子那下看過道能麼之天起對開沒學小好多都然用心想成事還現發請問謝您無法電打機系統網客服務幫助修壞單訂購買貨退，。！？：、「」]/gu;

export const KOREAN =
  /[이다는가에을의하고지도로은사한기자시인어리서를해나아대일수정있보부전주라니습요안그제게원스장과것여위무상연합면성만들구녕세용문않]/gu;

const NONE = /(?!)/gu;
const CYRILLIC = {
  letter: /[\u0400-\u045f\u0490\u0491]/gu,
  frequent: /[оеаинтсрвлкмдпуіїє]/gu,
  rare: /[хцшщъэюф]|(?<!\p{L})[ьы]/gu,
};
const GREEK = { rare: /[ξψζ]|ς(?=\p{L})/gu, letter: /[\u0386-\u03ce]/gu, frequent: /[αοιετσνηυρπκςάέήίόύώΆΈΉΊΌΎΏ]/gu };

/** Encodings of one byte a letter, by script; by their rare letters texts are known that were read by the wrong table of it. KOI8-U is KOI8-R with the letters of Ukrainian. */
export const SCRIPTS: readonly { encoding: string; letter: RegExp; frequent: RegExp; rare: RegExp }[] = [
  { encoding: 'windows-1251', ...CYRILLIC },
  { encoding: 'koi8-u', ...CYRILLIC },
  { encoding: 'ibm866', ...CYRILLIC },
  { encoding: 'iso-8859-5', ...CYRILLIC },
  { encoding: 'windows-1253', ...GREEK },
  { encoding: 'iso-8859-7', ...GREEK },
  { encoding: 'windows-1255', rare: NONE, letter: /[\u05d0-\u05ea]/gu, frequent: /[יוהלאתרבמשנ]/gu },
  { encoding: 'windows-1256', rare: NONE, letter: /[\u0621-\u064a]/gu, frequent: /[اليمونترهبةسدع]/gu },
  { encoding: 'iso-8859-6', rare: NONE, letter: /[\u0621-\u064a]/gu, frequent: /[اليمونترهبةسدع]/gu },
  { encoding: 'windows-874', rare: NONE, letter: /[\u0e01-\u0e5b]/gu, frequent: /[านรอกเงมยลวดท่้ัี]/gu },
];
