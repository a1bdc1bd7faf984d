/*
 * The mini-market in C: the same steps over the same arrays as engine.ts and clearing.ts, with libm's exp, log and pow.
 * Two ways to draw the cost shocks: "table", the cubics of src/sim/maths/quantileTable.ts, and "libm", the normal
 * quantile and its exponential worked out anew for every draw. README.md defines the market.
 *
 *   cc -O3 -ffp-contract=off -o mini mini.c -lm
 *   ./mini table|libm MINES MONTHS REPEATS FIRST_KEY SECOND_KEY
 *
 * Prints the nanoseconds of processor time that each repeat took, then price, output and number open of each month, then the sums.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { REGIONS = 6, OCTAVES = 31, CELL_BITS = 5, CELLS = 1 << CELL_BITS, TAIL_CELLS = OCTAVES * CELLS };

static const double SIGMA = 0.1, ELASTICITY = -0.3, LEARNING = 0.2, MOTHBALL_BELOW = 0.85, RESTART_ABOVE = 1.15;
static const double EXPORT_TAX[REGIONS] = {6, 0, 0, 0, 0, 0}, TARIFF[REGIONS] = {0, 0, 0, 0, 0, 4};
static const int REGION_WEIGHT[REGIONS] = {3, 5, 7, 7, 9, 10};
static const double FIRST_GUESS = 60;

/* ---- draws ---- */

typedef struct {
  uint32_t first, second;
} Key;

static uint32_t mixed(uint32_t x) {
  x = (x ^ (x >> 16)) * 0x21f0aaadu;
  x = (x ^ (x >> 15)) * 0x735a2d97u;
  return x ^ (x >> 15);
}

static Key month_key(Key key, int month) {
  Key out;
  out.first = mixed(key.first ^ (uint32_t)(month + 1) * 0x9e3779b9u);
  out.second = mixed(key.second ^ out.first);
  return out;
}

static inline uint32_t luck_word(Key month, uint32_t entity) {
  uint32_t x = entity ^ month.first;
  x = (x ^ (x >> 16)) * 0x21f0aaadu;
  x = (x ^ (x >> 15) ^ month.second) * 0x735a2d97u;
  return x ^ (x >> 15);
}

#define POLYNOMIAL(c, x) \
  (((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0])

static const double CENTRE_ABOVE[] = {3.387132872796366608, 1.3314166789178437745e2, 1.9715909503065514427e3,
  1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
static const double CENTRE_BELOW[] = {1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
  2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3};
static const double MIDDLE_ABOVE[] = {1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
  3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
static const double MIDDLE_BELOW[] = {1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
  1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9};
static const double FAR_ABOVE[] = {6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
  2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
static const double FAR_BELOW[] = {1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
  7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15};

/* The normal quantile (Wichura 1988, AS 241) of `tail` below one half, negative. */
static inline double quantile_of_tail(double tail) {
  double q = tail - 0.5;
  if (q >= -0.425) {
    double r = 0.180625 - q * q;
    return q * POLYNOMIAL(CENTRE_ABOVE, r) / POLYNOMIAL(CENTRE_BELOW, r);
  }
  double r = sqrt(-log(tail));
  if (r <= 5) {
    r -= 1.6;
    return -POLYNOMIAL(MIDDLE_ABOVE, r) / POLYNOMIAL(MIDDLE_BELOW, r);
  }
  r -= 5;
  return -POLYNOMIAL(FAR_ABOVE, r) / POLYNOMIAL(FAR_BELOW, r);
}

static double table[2 * TAIL_CELLS * 4];
static const double NODES[4] = {-0.9238795325112867, -0.3826834323650898, 0.3826834323650898, 0.9238795325112867};

static void fit(const double values[4], double *c) {
  const double half = 2147483648.0;
  for (int i = 0; i < 4; i++) {
    double others[3], weight = values[i];
    for (int j = 0, n = 0; j < 4; j++)
      if (j != i) {
        others[n++] = NODES[j];
        weight /= NODES[i] - NODES[j];
      }
    double x = others[0], y = others[1], z = others[2];
    c[0] -= weight * x * y * z;
    c[1] += weight * (x * y + x * z + y * z) / half;
    c[2] -= weight * (x + y + z) / half / half;
    c[3] += weight / half / half / half;
  }
}

static void make_table(void) {
  double lowest = 0.25;
  for (int octave = 0; octave < OCTAVES; octave++, lowest *= 0.5) {
    for (int cell = 0; cell < CELLS; cell++) {
      double width = lowest / CELLS, centre = lowest + (cell + 0.5) * width, lower[4], upper[4];
      for (int k = 0; k < 4; k++) {
        lower[k] = exp(SIGMA * quantile_of_tail(centre + 0.5 * width * NODES[k]));
        upper[k] = 1 / lower[k];
      }
      double *at = table + 4 * (octave * CELLS + cell);
      fit(lower, at);
      fit(upper, at + 4 * TAIL_CELLS);
    }
  }
}

static void fill_by_table(double *restrict out, int count, Key month, uint32_t entity) {
  const double *restrict c = table;
  for (int i = 0; i < count; i++, entity += REGIONS) {
    uint32_t word = luck_word(month, entity), tail = (word >> 1) | 1;
    int shift = __builtin_clz(tail);
    uint32_t rest = tail << shift << 1;
    uint32_t at = (((uint32_t)(shift - 1) << CELL_BITS) + (rest >> (32 - CELL_BITS)) + (word & 1) * TAIL_CELLS) << 2;
    double place = (int32_t)((rest << CELL_BITS) ^ 0x80000000u);
    out[i] = c[at] + place * (c[at + 1] + place * (c[at + 2] + place * c[at + 3]));
  }
}

static void fill_by_libm(double *restrict out, int count, Key month, uint32_t entity) {
  for (int i = 0; i < count; i++, entity += REGIONS) {
    uint32_t word = luck_word(month, entity);
    double z = quantile_of_tail(((word >> 1) | 1) / 4294967296.0);
    out[i] = exp(word & 1 ? -SIGMA * z : SIGMA * z);
  }
}

typedef void (*Fill)(double *restrict, int, Key, uint32_t);

/* ---- the market ---- */

enum { EXPORTS, IMPORTS, ALONE };

typedef struct {
  int mines, buyers, months, month, open_count;
  int from[REGIONS + 1], buyer_from[REGIONS + 1];
  double *cost, *base_cost, *capacity, *expected, *shock, *buyer_scale, *bought;
  uint8_t *open;
  double width;
  double price[REGIONS], appetite[REGIONS], scale[REGIONS], low[REGIONS], high[REGIONS], below[REGIONS], shift[REGIONS];
  double marginal_tonnes[REGIONS], output, hub;
  int status[REGIONS], marginal[REGIONS], near_count[REGIONS], member[REGIONS], members, misses;
  double *near_cost, *near_tonnes, *key, *tonnes, *up_to;
  int *place;
  double asked_at, demand, demand_slope;
  double *price_of_month, *output_of_month, *open_of_month;
} Market;

static int count_in(int region, int count) { return (count - region + REGIONS - 1) / REGIONS; }

static void *zeroed(size_t count, size_t size) {
  void *block = calloc(count + 2, size);
  if (!block) exit(3);
  return block;
}

static void set_status(Market *m, int r, int status) {
  m->status[r] = status;
  m->shift[r] = status == EXPORTS ? -EXPORT_TAX[r] : status == IMPORTS ? TARIFF[r] : 0;
}

static Market *open_market(int mines, int months) {
  Market *m = zeroed(1, sizeof *m);
  m->mines = mines;
  m->buyers = mines / 4;
  m->months = months;
  for (int r = 0; r < REGIONS; r++) {
    m->from[r + 1] = m->from[r] + count_in(r, mines);
    m->buyer_from[r + 1] = m->buyer_from[r] + count_in(r, m->buyers);
  }
  double **of_mines[] = {&m->cost, &m->base_cost, &m->capacity, &m->expected, &m->shock,
                         &m->near_cost, &m->near_tonnes, &m->key, &m->tonnes, &m->up_to};
  for (size_t k = 0; k < sizeof of_mines / sizeof *of_mines; k++) *of_mines[k] = zeroed(mines, sizeof(double));
  m->open = zeroed(mines, 1);
  m->place = zeroed(mines, sizeof(int));
  m->buyer_scale = zeroed(m->buyers, sizeof(double));
  m->bought = zeroed(m->buyers, sizeof(double));
  m->price_of_month = zeroed(months, sizeof(double));
  m->output_of_month = zeroed(months, sizeof(double));
  m->open_of_month = zeroed(months, sizeof(double));
  for (int mine = 0; mine < mines; mine++) {
    int i = m->from[mine % REGIONS] + mine / REGIONS;
    m->capacity[i] = 50 + (31 * mine) % 101;
    m->base_cost[i] = m->expected[i] = 20 + 80 * (mine + 0.5) / mines;
    m->open[i] = 1;
  }
  for (int buyer = 0; buyer < m->buyers; buyer++) {
    int r = buyer % REGIONS;
    double scale = REGION_WEIGHT[r] * (80 + (53 * buyer) % 41);
    m->buyer_scale[m->buyer_from[r] + buyer / REGIONS] = scale;
    m->scale[r] += scale;
  }
  for (int r = 0; r < REGIONS; r++) {
    m->price[r] = FIRST_GUESS;
    set_status(m, r, EXPORT_TAX[r] > 0 ? EXPORTS : IMPORTS);
  }
  m->hub = FIRST_GUESS;
  m->asked_at = NAN;
  m->width = 70 / sqrt(mines);
  return m;
}

static void close_market(Market *m) {
  free(m->cost), free(m->base_cost), free(m->capacity), free(m->expected), free(m->shock), free(m->near_cost);
  free(m->near_tonnes), free(m->key), free(m->tonnes), free(m->up_to), free(m->open), free(m->place);
  free(m->buyer_scale), free(m->bought), free(m->price_of_month), free(m->output_of_month), free(m->open_of_month);
  free(m);
}

static void open_window(Market *m, int r, double width) {
  m->low[r] = fmax(1e-6, m->price[r] - width);
  m->high[r] = m->price[r] + width;
}

static void read_offers(Market *m, int r) {
  int near = m->from[r];
  double below = 0;
  for (int i = m->from[r]; i < m->from[r + 1]; i++) {
    if (!m->open[i]) continue;
    if (m->cost[i] < m->low[r])
      below += m->capacity[i];
    else if (m->cost[i] <= m->high[r]) {
      m->near_cost[near] = m->cost[i];
      m->near_tonnes[near++] = m->capacity[i];
    }
  }
  m->below[r] = below;
  m->near_count[r] = near - m->from[r];
}

static double demand_at(Market *m, double group_price) {
  if (group_price == m->asked_at) return m->demand;
  double demand = 0, slope = 0, price = NAN, appetite = 0;
  for (int k = 0; k < m->members; k++) {
    int r = m->member[k];
    double own = group_price + m->shift[r];
    if (own != price) {
      price = own;
      appetite = pow(own, ELASTICITY);
    }
    m->appetite[r] = appetite;
    double wanted = m->scale[r] * appetite;
    demand += wanted;
    slope += ELASTICITY * wanted / own;
  }
  m->asked_at = group_price;
  m->demand_slope = slope;
  return m->demand = demand;
}

static void sort_offers(Market *m, int count) {
  double *key = m->key, *tonnes = m->tonnes;
  int *place = m->place, gap = 1;
  while (gap < count / 9) gap = 3 * gap + 1;
  for (; gap >= 1; gap /= 3) {
    for (int i = 1 + gap; i < count; i++) {
      double k = key[i], q = tonnes[i];
      int p = place[i], j = i - gap;
      for (; j >= 1 && (key[j] > k || (key[j] == k && place[j] > p)); j -= gap) {
        key[j + gap] = key[j];
        tonnes[j + gap] = tonnes[j];
        place[j + gap] = place[j];
      }
      key[j + gap] = k;
      tonnes[j + gap] = q;
      place[j + gap] = p;
    }
  }
}

static int order_offers(Market *m) {
  double low = -INFINITY, high = INFINITY, cheap = 0;
  for (int k = 0; k < m->members; k++) {
    int r = m->member[k];
    low = fmax(low, m->low[r] - m->shift[r]);
    high = fmin(high, m->high[r] - m->shift[r]);
    cheap += m->below[r];
  }
  if (!(low < high)) return -1;
  int count = 1;
  for (int k = 0; k < m->members; k++) {
    int r = m->member[k];
    for (int n = m->from[r]; n < m->from[r] + m->near_count[r]; n++) {
      double needed = m->near_cost[n] - m->shift[r];
      if (needed < low)
        cheap += m->near_tonnes[n];
      else if (needed <= high) {
        m->key[count] = needed;
        m->tonnes[count] = m->near_tonnes[n];
        m->place[count++] = n;
      }
    }
  }
  sort_offers(m, count);
  m->key[0] = low, m->tonnes[0] = 0, m->place[0] = -1;
  m->key[count] = high, m->tonnes[count] = 0, m->place[count] = -1;
  m->up_to[0] = cheap;
  for (int k = 1; k <= count; k++) m->up_to[k] = m->up_to[k - 1] + m->tonnes[k];
  return count;
}

static void set_prices(Market *m, double group_price) {
  for (int k = 0; k < m->members; k++) {
    int r = m->member[k];
    m->price[r] = group_price + m->shift[r];
    m->marginal[r] = -1;
  }
  demand_at(m, group_price);
}

static int settle_at(Market *m, int k, double demand) {
  set_prices(m, m->key[k]);
  int place = m->place[k], r = 0;
  if (place < 0) return 1;
  while (place >= m->from[r + 1]) r++;
  m->marginal[r] = place;
  m->marginal_tonnes[r] = demand - m->up_to[k - 1];
  return 1;
}

static int settle_between(Market *m, double supply) {
  for (int step = 0; step < 30; step++) {
    double excess = m->demand / supply - 1, rise = -m->demand / (m->asked_at * m->demand_slope);
    double price = m->asked_at * (1 + excess * rise * (1 + 0.5 * (rise - 1) * excess)), moved = price - m->asked_at;
    demand_at(m, price);
    if (fabs(moved) <= 1e-15 * price) break;
  }
  set_prices(m, m->asked_at);
  return 1;
}

static int find_price(Market *m, double start) {
  double *key = m->key, *up_to = m->up_to;
  int last = order_offers(m), k = 1;
  if (last < 0) return 0;
  double demand_at_start = demand_at(m, start), slope = m->demand_slope;
  while (k < last && up_to[k] < demand_at_start + slope * (key[k] - start)) k++;
  double demand = demand_at(m, key[k]);
  while (up_to[k] < demand) {
    if (k == last) return 0;
    double next = demand_at(m, key[k + 1]);
    if (up_to[k] > next) return settle_between(m, up_to[k]);
    k++;
    demand = next;
  }
  while (up_to[k - 1] > demand) {
    double before = demand_at(m, key[k - 1]);
    if (up_to[k - 1] <= before) return settle_between(m, up_to[k - 1]);
    if (k == 1) return 0;
    k--;
    demand = before;
  }
  return settle_at(m, k, demand);
}

static double clear_group(Market *m, double start) {
  for (double wider = m->width; !find_price(m, start);) {
    wider *= 4;
    m->misses++;
    for (int k = 0; k < m->members; k++) {
      open_window(m, m->member[k], wider);
      read_offers(m, m->member[k]);
    }
  }
  return m->asked_at;
}

static double sold_in(Market *m, int r) {
  double sold = m->below[r];
  for (int n = m->from[r]; n < m->from[r] + m->near_count[r]; n++) {
    if (m->marginal[r] == n)
      sold += m->marginal_tonnes[r];
    else if (m->near_cost[n] < m->price[r])
      sold += m->near_tonnes[n];
  }
  return sold;
}

static int change_status(Market *m) {
  double worst = 0;
  int region = -1, to = ALONE;
  for (int r = 0; r < REGIONS; r++) {
    if (EXPORT_TAX[r] + TARIFF[r] == 0) continue;
    if (m->status[r] == ALONE) {
      double abroad = m->hub - EXPORT_TAX[r] - m->price[r], here = m->price[r] - m->hub - TARIFF[r];
      if (fmax(abroad, here) <= worst) continue;
      worst = fmax(abroad, here);
      region = r;
      to = abroad > here ? EXPORTS : IMPORTS;
    } else {
      double net = sold_in(m, r) - m->scale[r] * m->appetite[r];
      double wrong = (m->status[r] == EXPORTS ? -net : net) / m->scale[r];
      if (wrong <= 1e-12 || wrong <= worst) continue;
      worst = wrong;
      region = r;
      to = ALONE;
    }
  }
  if (region < 0) return 0;
  set_status(m, region, to);
  return 1;
}

static void clear_market(Market *m) {
  for (int changes = 0;; changes++) {
    m->members = 0;
    int alone = 0;
    for (int r = 0; r < REGIONS; r++) {
      if (m->status[r] != ALONE)
        m->member[m->members++] = r;
      else
        alone = 1;
    }
    if (alone || changes) m->asked_at = NAN;
    m->hub = clear_group(m, m->hub);
    for (int r = 0; r < REGIONS; r++) {
      if (m->status[r] != ALONE) continue;
      m->members = 1;
      m->member[0] = r;
      m->asked_at = NAN;
      clear_group(m, m->price[r]);
    }
    if (!change_status(m)) break;
    if (changes == 100) exit(4);
  }
  m->output = 0;
  for (int r = 0; r < REGIONS; r++) m->output += m->scale[r] * m->appetite[r];
}

static void learn_and_offer(Market *m, int r, int is_first) {
  double *restrict cost = m->cost, *restrict expected = m->expected;
  double *restrict near_cost = m->near_cost, *restrict near_tonnes = m->near_tonnes;
  const double *restrict capacity = m->capacity, *restrict base_cost = m->base_cost;
  const double *restrict shock = m->shock - m->from[r];
  uint8_t *restrict open = m->open;
  const double price = m->price[r], low = m->low[r], high = m->high[r];
  const double learning = is_first ? 0 : LEARNING, mothball = is_first ? 0 : MOTHBALL_BELOW;
  int near = m->from[r], open_count = 0, to = m->from[r + 1];
  double below = 0;
  for (int i = m->from[r]; i < to; i++) {
    double expects = expected[i] + learning * (price - expected[i]);
    expected[i] = expects;
    double before = cost[i], costs = base_cost[i] * shock[i];
    cost[i] = costs;
    if (open[i]) {
      if (expects < mothball * before) {
        open[i] = 0;
        continue;
      }
    } else {
      if (!(expects > RESTART_ABOVE * before)) continue;
      open[i] = 1;
    }
    open_count++;
    if (costs < low)
      below += capacity[i];
    else if (costs <= high) {
      near_cost[near] = costs;
      near_tonnes[near++] = capacity[i];
    }
  }
  m->below[r] = below;
  m->near_count[r] = near - m->from[r];
  m->open_count += open_count;
}

static void play(Market *m, Key key, Fill fill) {
  for (int month = 0; month < m->months; month++) {
    Key of_month = month_key(key, month);
    m->open_count = 0;
    for (int r = 0; r < REGIONS; r++) {
      fill(m->shock, m->from[r + 1] - m->from[r], of_month, r);
      open_window(m, r, m->width);
      learn_and_offer(m, r, month == 0);
    }
    clear_market(m);
    double sum = 0;
    for (int r = 0; r < REGIONS; r++) {
      for (int j = m->buyer_from[r]; j < m->buyer_from[r + 1]; j++) m->bought[j] += m->buyer_scale[j] * m->appetite[r];
      sum += m->price[r];
    }
    m->price_of_month[month] = sum / REGIONS;
    m->output_of_month[month] = m->output;
    m->open_of_month[month] = m->open_count;
  }
  for (int r = 0; r < REGIONS; r++)
    for (int i = m->from[r]; i < m->from[r + 1]; i++) m->expected[i] += LEARNING * (m->price[r] - m->expected[i]);
}

static double nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e9 * now.tv_sec + now.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 7) {
    fprintf(stderr, "expected: table|libm MINES MONTHS REPEATS FIRST_KEY SECOND_KEY\n");
    return 2;
  }
  Fill fill = strcmp(argv[1], "libm") == 0 ? fill_by_libm : fill_by_table;
  int mines = atoi(argv[2]), months = atoi(argv[3]), repeats = atoi(argv[4]);
  Key key = {(uint32_t)strtoll(argv[5], 0, 10), (uint32_t)strtoll(argv[6], 0, 10)};
  make_table();
  for (int k = 0; k < repeats; k++) {
    Market *m = open_market(mines, months);
    double began = nanoseconds();
    play(m, key, fill);
    printf("time %.0f\n", nanoseconds() - began);
    if (k == repeats - 1) {
      for (int t = 0; t < months; t++)
        printf("month %.17g %.17g %.0f\n", m->price_of_month[t], m->output_of_month[t], m->open_of_month[t]);
      double bought = 0, expected = 0;
      for (int j = 0; j < m->buyers; j++) bought += m->bought[m->buyer_from[j % REGIONS] + j / REGIONS];
      for (int i = 0; i < mines; i++) expected += m->expected[m->from[i % REGIONS] + i / REGIONS];
      printf("sums %.17g %.17g\n", bought, expected);
    }
    close_market(m);
  }
  return 0;
}
