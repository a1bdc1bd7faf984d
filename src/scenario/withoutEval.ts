/**
 * Tells the schema library to compile no code: the page's content security policy forbids it. Imported for its effect,
 * before any schema is made.
 */
import { config } from "zod";

config({ jitless: true });
