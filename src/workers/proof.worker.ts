/** The worker of the proof view: solves markets apart from the page, so that none of them can hold it up. */
import "../scenario/withoutEval";
import * as Comlink from "comlink";
import { createProof } from "./proofCases";

Comlink.expose(createProof(() => performance.now()));
