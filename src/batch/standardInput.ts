/** Reading standard input to its end, refused above the size that files are refused at. */
import { MAX_BYTES_COMMAND_LINE } from "../scenario/limits";
import { UsageError } from "./usage";

export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES_COMMAND_LINE) {
      const limit = MAX_BYTES_COMMAND_LINE / 1024 / 1024;
      throw new UsageError(`standard input: found more than ${limit} MB, expected at most ${limit} MB`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
