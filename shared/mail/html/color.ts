import { COLOR_NAMES } from './color-names.ts';

/** Red, green and blue from 0 to 255, and opacity from 0 to 1. */
export type Color = { rgb: readonly [number, number, number]; alpha: number };

export const BLACK: Color = { rgb: [0, 0, 0], alpha: 1 };
export const WHITE: Color = { rgb: [255, 255, 255], alpha: 1 };

const HEX = /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i;
const FUNCTION = /^(rgb|hsl)a?\(([^()]{1,60})\)$/i;
const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+))(%|deg)?$/;

/** The colour that a value of CSS names (CSS Color 4: names, hexadecimal, `rgb()`, `hsl()`); undefined for all other values. */
export function readColor(value: string): Color | undefined {
  const text = value.trim().toLowerCase();
  const [, name, parts] = FUNCTION.exec(text) ?? [];
  if (name !== undefined && parts !== undefined) return fromFunction(name, parts);
  const hex = COLOR_NAMES.get(text) ?? HEX.exec(text)?.[1];
  return hex === undefined ? undefined : fromHex(hex);
}

/** What is seen of a colour in front of another, opaque one. */
export function inFrontOf(behind: Color, { rgb, alpha }: Color): Color {
  const mix = (channel: number, back: number) => Math.round(channel * alpha + back * (1 - alpha));
  const [r, g, b] = rgb;
  return { rgb: [mix(r, behind.rgb[0]), mix(g, behind.rgb[1]), mix(b, behind.rgb[2])], alpha: 1 };
}

/** From 1, the same, to 21, black on white (WCAG 2.2, *contrast ratio*), of opaque colours. */
export function contrast(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** `#rrggbb`, of an opaque colour. */
export function toHex({ rgb }: Color): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

function fromHex(hex: string): Color {
  const long = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const [r = 0, g = 0, b = 0, a = 255] = (long.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return { rgb: [r, g, b], alpha: a / 255 };
}

function fromFunction(name: string, text: string): Color | undefined {
  const parts = text.split(/[\s,/]+/).filter((part) => part !== '');
  const numbers = parts.map((part) => NUMBER.exec(part));
  if (numbers.length < 3 || numbers.length > 4 || numbers.includes(null)) return undefined;
  const [first = 0, second = 0, third = 0, alpha = 1] = numbers.map((found, at) => {
    const share = found?.[2] === '%' ? (name === 'rgb' && at < 3 ? 2.55 : 0.01) : 1;
    return Number(found?.[1]) * share;
  });
  const rgb = name === 'rgb' ? [first, second, third] : fromHsl(first, second, third);
  const [r = 0, g = 0, b = 0] = rgb.map((channel) => Math.round(between(channel, 255)));
  return { rgb: [r, g, b], alpha: between(alpha, 1) };
}

/** CSS Color 4, section 7.1. Hue in degrees, the others as shares; channels up to 255. */
function fromHsl(hue: number, saturation: number, lightness: number): number[] {
  const [s, l] = [between(saturation, 1), between(lightness, 1)];
  return [0, 8, 4].map((n) => {
    const k = (((n + hue / 30) % 12) + 12) % 12;
    return 255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  });
}

function between(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

/** What each value of a channel gives of light, made once: a newsletter asks for it thousands of times. */
const LIGHT = Array.from({ length: 256 }, (_, channel) => {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

function luminance({ rgb }: Color): number {
  const [r = 0, g = 0, b = 0] = rgb.map((channel) => LIGHT[Math.round(channel)] ?? 0);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
