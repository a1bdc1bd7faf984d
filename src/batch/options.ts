/** Flags that several verbs share, so that they read and behave alike. */
import { Option } from "commander";

/** `--format text|json`. */
export function formatOption(preset: "text" | "json" = "text"): Option {
  return new Option("--format <format>", "how the result is printed").choices(["text", "json"]).default(preset);
}

/** `--set PATH=VALUE`, any number of times, gathered as written. */
export function setOption(description: string): Option {
  return new Option("--set <path=value>", description)
    .default([] as string[], "none")
    .argParser((text, before: string[]) => [...before, text]);
}

export function monthsOption(): Option {
  return new Option("--months <n>", "months to play, in place of the scenario's own number");
}

export function outOption(what: string): Option {
  return new Option("--out <folder>", `writes ${what} there; nothing is written without it`);
}

export function quietOption(): Option {
  return new Option("--quiet", "says nothing about progress");
}
