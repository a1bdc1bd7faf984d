/** The colours as a person sees them: contrast by WCAG 2, and distances under three kinds of colour blindness. */
import { describe, expect, test } from "vitest";
import { cssName, TOKENS } from "../../src/viz/theme/tokens";
import type { ThemeName, Tokens } from "../../src/viz/theme/tokens";
import { contrast, difference, seenAs } from "./colourMaths";

const THEMES: ThemeName[] = ["dark", "light"];
type Name = keyof Tokens;

/** Ratios of LOOK: text on panel, then graphics on the worst ground they stand on. */
const TEXT: Record<ThemeName, Partial<Record<Name, number>>> = {
  dark: { ink: 16.8, ink2: 10.2, ink3: 6.4, bloc: 8.5, exporterText: 10.1, wedgeText: 7.7, back: 10.6 },
  light: { ink: 18.3, ink2: 8.8, ink3: 5.6, bloc: 7.1, exporterText: 6.7, wedgeText: 8.8, back: 5.8 },
};
const GRAPHICS: [Name, Name][] = [
  ["bloc", "blocLand"],
  ["exporter", "exporterLand"],
  ["nonAligned", "land"],
  ["ghost", "panel"],
  ["wedge", "panel"],
  ["exporter", "ocean"],
  ["exporter", "land"],
  ["ordinary", "ocean"],
  ["ordinary", "land"],
  ["ordinary", "blocLand"],
  ["ctl", "panel"],
  ["ink", "ocean"],
  ["ink", "land"],
  ["ink", "blocLand"],
  ["ink", "exporterLand"],
  ["ink", "panel"],
  ["bloc", "ocean"],
  ["bloc", "panel"],
  ["exporter", "panel"],
  ["nonAligned", "ocean"],
  ["relabelled", "ocean"],
  ["relabelled", "land"],
  ["relabelled", "blocLand"],
  ["stockpile", "ocean"],
  ["stockpile", "land"],
  ["stockpile", "blocLand"],
  ["back", "ocean"],
  ["back", "land"],
  ["back", "blocLand"],
  ["back", "panel"],
  ["ctl", "raise"],
];
/** Words on the map, which stand on a halo of ocean but may run over any land. */
const WRITTEN: [Name, Name][] = [
  ["ink", "ocean"],
  ["ink", "land"],
  ["ink", "blocLand"],
  ["ink", "exporterLand"],
  ["ink2", "ocean"],
  ["exporterText", "exporterLand"],
  ["bloc", "blocLand"],
  ["back", "ocean"],
];
/** The ratios of the design for graphics on the worst ground, as they were computed; not to be lost unnoticed. */
const COMPUTED: Record<ThemeName, [Name, Name, number][]> = {
  dark: [
    ["bloc", "blocLand", 5.5],
    ["exporter", "exporterLand", 7],
    ["relabelled", "blocLand", 9.1],
    ["stockpile", "blocLand", 5.5],
    ["ghost", "panel", 7.1],
    ["wedge", "panel", 5.6],
    ["ctl", "panel", 3.6],
  ],
  light: [
    ["bloc", "blocLand", 4.7],
    ["exporter", "exporterLand", 3.9],
    ["stockpile", "blocLand", 4.7],
    ["ghost", "panel", 5.2],
    ["ctl", "panel", 3.9],
  ],
};
/** Smallest CIEDE2000 differences of the design, in the order protan, deutan, tritan, none. */
const APART: Record<ThemeName, Record<string, number[]>> = {
  dark: {
    "price lines and wedge": [14, 15, 16, 15],
    flows: [14, 10, 15, 18],
    sides: [17, 20, 19, 18],
    marks: [16, 14, 20, 22],
  },
  light: {
    "price lines and wedge": [13, 9, 10, 14],
    flows: [15, 20, 15, 16],
    sides: [17, 17, 11, 13],
    marks: [18, 13, 13, 24],
  },
};
const SETS: Record<string, Name[]> = {
  "price lines and wedge": ["bloc", "exporter", "wedge", "ghost"],
  flows: ["ordinary", "exporter", "relabelled", "stockpile"],
  sides: ["bloc", "exporter", "nonAligned"],
  marks: ["ink", "back", "ghost"],
};

describe.each(THEMES)("in the %s theme", (theme) => {
  const colours = TOKENS[theme];

  test.each(Object.entries(TEXT[theme]))("%s reads on a panel at the ratio that was computed", (name, ratio) => {
    expect(contrast(colours[name as Name], colours.panel)).toBeGreaterThanOrEqual(ratio - 0.06);
  });

  test.each(["ink", "ink2", "ink3", "bloc", "exporterText", "wedgeText"] as const)("%s reads on a card", (name) => {
    expect(contrast(colours[name], colours.raise)).toBeGreaterThanOrEqual(4.5);
  });

  test("the word on a filled button reads", () => {
    expect(contrast(colours.onAccent, colours.bloc)).toBeGreaterThanOrEqual(7);
  });

  test.each(GRAPHICS)("%s stands out from %s", (name, ground) => {
    expect(contrast(colours[name], colours[ground])).toBeGreaterThanOrEqual(3);
  });

  test.each(WRITTEN)("%s is read on %s", (name, ground) => {
    expect(contrast(colours[name], colours[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(COMPUTED[theme])("%s on %s keeps the ratio that was computed, %d", (name, ground, ratio) => {
    expect(contrast(colours[name], colours[ground])).toBeGreaterThanOrEqual(ratio - 0.06);
  });

  test.each(Object.entries(SETS))("the %s keep the distances that were computed", (set, names) => {
    const least = (["protan", "deutan", "tritan", "none"] as const).map((eye) =>
      Math.min(
        ...names.flatMap((one, index) =>
          names.slice(index + 1).map((two) => difference(seenAs(colours[one], eye), seenAs(colours[two], eye))),
        ),
      ),
    );
    least.forEach((distance, eye) => expect(distance).toBeGreaterThanOrEqual(APART[theme][set]![eye]! - 1.5));
  });

  test.each(Object.entries(SETS))("no two of the %s look alike to anybody", (_, names) => {
    for (const eye of ["none", "protan", "deutan", "tritan"] as const)
      for (let a = 0; a < names.length; a++)
        for (let b = a + 1; b < names.length; b++) {
          const apart = difference(seenAs(colours[names[a]!], eye), seenAs(colours[names[b]!], eye));
          expect(apart, `${names[a]} and ${names[b]} to ${eye}`).toBeGreaterThanOrEqual(8);
        }
  });
});

test("every token has a CSS variable of its own", () => {
  const names = Object.keys(TOKENS.dark).map(cssName);
  expect(new Set(names).size).toBe(names.length);
  expect(cssName("blocLand")).toBe("--bloc-land");
  expect(cssName("ink2")).toBe("--ink2");
});
