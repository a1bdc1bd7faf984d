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
];
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
