const [WIDTH, ROW, LEFT, RIGHT, TOP] = [760, 30, 300, 60, 20];
const [BAR, TEXT, GROUND] = ['#5b6ee1', '#222', '#fff'];

/** A bar for each part, as long as its share (0 to 1). SVG. */
export function shareChart(title: string, shares: readonly (readonly [part: string, share: number])[]): string {
  const height = TOP + shares.length * ROW + 10;
  const longest = Math.max(...shares.map(([, share]) => share));
  const rows = shares.flatMap(([part, share], index) => {
    const y = TOP + index * ROW;
    const width = ((WIDTH - LEFT - RIGHT) * share) / longest;
    return [
      `<text x="${LEFT - 10}" y="${y + 15}" text-anchor="end">${xml(part)}</text>`,
      `<rect x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="20" fill="${BAR}"/>`,
      `<text x="${(LEFT + width + 8).toFixed(1)}" y="${y + 15}">${(100 * share).toFixed(0)} %</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="sans-serif" font-size="13" fill="${TEXT}">`,
    `<title>${xml(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="${GROUND}"/>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
