/** The slope of the line that fits the points best, per hour; the points' first number is in milliseconds. */
export function slopePerHour(points: readonly (readonly [millis: number, value: number])[]): number {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanMillis, meanValue] = [mean(0), mean(1)];
  let covariance = 0;
  let variance = 0;
  for (const [millis, value] of points) {
    covariance += (millis - meanMillis) * (value - meanValue);
    variance += (millis - meanMillis) ** 2;
  }
  return variance === 0 ? 0 : (covariance / variance) * 3_600_000;
}
