/** A scenario as a file states it, before defaults are filled in. */

import type { z } from "zod";
import type { scenarioSchema } from "../schema";

export type RawScenario = z.input<typeof scenarioSchema>;
export type RawRegion = RawScenario["regions"][number];
export type RawLane = NonNullable<RawScenario["lanes"]>[number];
export type RawFacility = NonNullable<RawScenario["facilities"]>[number];
export type RawProject = NonNullable<RawScenario["projects"]>[number];
export type RawBuyer = NonNullable<RawScenario["buyers"]>[number];
export type RawDuty = NonNullable<RawScenario["importDuties"]>[number];
