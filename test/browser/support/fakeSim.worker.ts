/** The stand-in for the model in a worker of its own, for tests of the page that need the real seam. */
import * as Comlink from "comlink";
import { fakeSim } from "./fakeSim";

Comlink.expose(fakeSim());
