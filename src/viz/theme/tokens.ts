/**
 * Every colour of the page, once, for both themes. Style sheets read them as CSS variables (`--ink`),
 * the map and the charts read the same record. Contrast and colour-vision distances are tested over this file.
 */
export type ThemeName = "dark" | "light";

export interface Tokens {
  page: string;
  panel: string;
  raise: string;
  rule: string;
  ctl: string;
  ink: string;
  ink2: string;
  ink3: string;
  ocean: string;
  graticule: string;
  land: string;
  landEdge: string;
  blocLand: string;
  bloc: string;
  exporterLand: string;
  exporter: string;
  exporterText: string;
  nonAligned: string;
  wedge: string;
  wedgeText: string;
  ghost: string;
  ordinary: string;
  relabelled: string;
  stockpile: string;
  back: string;
  onAccent: string;
  shadow: string;
}

export const TOKENS: Readonly<Record<ThemeName, Tokens>> = {
  dark: {
    page: "#0A0F16",
    panel: "#0F1620",
    raise: "#172130",
    rule: "#263447",
    ctl: "#5E7188",
    ink: "#F3F6FA",
    ink2: "#B7C3D1",
    ink3: "#8C9BAD",
    ocean: "#0A0F16",
    graticule: "#141D29",
    land: "#1B2430",
    landEdge: "#3A4859",
    blocLand: "#143A5E",
    bloc: "#63B8FF",
    exporterLand: "#37230F",
    exporter: "#FF9F45",
    exporterText: "#FFB066",
    nonAligned: "#C6D0DB",
    wedge: "#FF4593",
    wedgeText: "#FF7DB4",
    ghost: "#93A3B6",
    ordinary: "#D5DFEA",
    relabelled: "#FFE26A",
    stockpile: "#BBA4FF",
    back: "#45DDB4",
    onAccent: "#06121F",
    shadow: "rgba(0,0,0,0.5)",
  },
  light: {
    page: "#F4F5F2",
    panel: "#FFFFFF",
    raise: "#FFFFFF",
    rule: "#D5DBE1",
    ctl: "#76838F",
    ink: "#0D1520",
    ink2: "#3F4C5A",
    ink3: "#5C6977",
    ocean: "#E4EBF1",
    graticule: "#D7E0E8",
    land: "#F7F6F1",
    landEdge: "#A9B4BF",
    blocLand: "#B5D6F4",
    bloc: "#0757AD",
    exporterLand: "#FBD7AC",
    exporter: "#B04E00",
    exporterText: "#984300",
    nonAligned: "#4B5866",
    wedge: "#8C0F6B",
    wedgeText: "#8C0F6B",
    ghost: "#5F6E7E",
    ordinary: "#33414F",
    relabelled: "#4D3300",
    stockpile: "#5B3FC4",
    back: "#00735A",
    onAccent: "#FFFFFF",
    shadow: "rgba(20,35,50,0.18)",
  },
};

/** Name of the CSS variable of a token: `landEdge` is `--land-edge`. */
export function cssName(token: string): string {
  return `--${token.replace(/[A-Z0-9]/g, (letter) => (/[0-9]/.test(letter) ? letter : `-${letter.toLowerCase()}`))}`;
}
