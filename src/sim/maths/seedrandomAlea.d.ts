declare module "seedrandom/lib/alea" {
  /** Johannes Baagøe's Alea as packed with seedrandom: a function that gives uniform numbers in [0, 1). */
  export default function alea(seed: string): () => number;
}
