/**
 * Price to the power of the elasticity, quickly where the price has moved little: from the power at a price near by,
 * corrected by exp(ELASTICITY · ln(price / near)) in series. As exact as `pow`, to a few units in the last place, and as portable.
 */
import { pow } from "../../src/sim/maths/portable";
import { ELASTICITY } from "./definition";

/** Beyond this relative distance the power is worked out anew; the series are cut for it. */
const NEAR = 0.1;

export class Appetite {
  private anchor = NaN;
  private power = NaN;

  at(price: number): number {
    const moved = price / this.anchor - 1;
    if (!(Math.abs(moved) <= NEAR)) {
      this.anchor = price;
      this.power = pow(price, ELASTICITY);
      return this.power;
    }
    // ln(1 + moved) = 2 artanh(s), s at most 0.053.
    const s = moved / (2 + moved);
    const q = s * s;
    const tail = q * (1 / 3 + q * (1 / 5 + q * (1 / 7 + q * (1 / 9 + q * (1 / 11 + q * (1 / 13))))));
    const y = 2 * ELASTICITY * (s + s * tail);
    const most = y * (1 / 2 + y * (1 / 6 + y * (1 / 24 + y * (1 / 120 + y * (1 / 720 + y * (1 / 5040 + y / 40320))))));
    return this.power * (1 + (y + y * most));
  }
}
