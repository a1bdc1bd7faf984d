/** Statuses as small numbers, for flat arrays. */
import type { Status } from "./scenario";
import { STATUS_CODES } from "./snapshot";

/** The place of a status in `STATUS_CODES`. */
export function statusCode(status: Status): number {
  return STATUS_CODES.indexOf(status);
}

export const PROSPECT = statusCode("prospect");
export const PERMITTING = statusCode("permitting");
export const FINANCING = statusCode("financing");
export const BUILDING = statusCode("building");
export const RAMPING = statusCode("ramping");
export const OPERATING = statusCode("operating");
export const MOTHBALLED = statusCode("mothballed");
export const RESTARTING = statusCode("restarting");
export const CLOSED = statusCode("closed");

/** Makes or can make something this month. */
export function isRunning(status: number): boolean {
  return status === OPERATING || status === RAMPING;
}
