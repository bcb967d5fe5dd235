// WGS84 to the British National Grid, as src/Hearback/Places/Wgs84.cs does it.
const radian = Math.PI / 180;
const second = radian / 3600;

export function onGrid(longitude, latitude) {
  const e2w = 1 - (6356752.314245 / 6378137) ** 2;
  const [airyA, airyB, scale] = [6377563.396, 6356256.909, 0.9996012717];
  const e2 = 1 - (airyB / airyA) ** 2;
  let phi = latitude * radian;
  let lambda = longitude * radian;
  const across = 6378137 / Math.sqrt(1 - e2w * Math.sin(phi) ** 2);
  const [x, y, z] = [across * Math.cos(phi) * Math.cos(lambda), across * Math.cos(phi) * Math.sin(lambda), across * (1 - e2w) * Math.sin(phi)];
  const [s, rx, ry, rz] = [1 + 20.4894e-6, -0.1502 * second, -0.247 * second, -0.8421 * second];
  const [x2, y2, z2] = [-446.448 + s * x - rz * y + ry * z, 125.157 + rz * x + s * y - rx * z, -542.06 - ry * x + rx * y + s * z];
  const flat = Math.hypot(x2, y2);
  phi = Math.atan2(z2, flat * (1 - e2));
  for (let step = 0; step < 5; step++) {
    phi = Math.atan2(z2 + (e2 * airyA * Math.sin(phi)) / Math.sqrt(1 - e2 * Math.sin(phi) ** 2), flat);
  }
  lambda = Math.atan2(y2, x2);

  const [sin, cos, tan2] = [Math.sin(phi), Math.cos(phi), Math.tan(phi) ** 2];
  const nu = (airyA * scale) / Math.sqrt(1 - e2 * sin * sin);
  const rho = (airyA * scale * (1 - e2)) / (1 - e2 * sin * sin) ** 1.5;
  const eta2 = nu / rho - 1;
  const p = lambda + 2 * radian;
  const n = (airyA - airyB) / (airyA + airyB);
  const [less, more] = [phi - 49 * radian, phi + 49 * radian];
  const meridian =
    airyB *
    scale *
    ((1 + n + 1.25 * n ** 2 + 1.25 * n ** 3) * less -
      (3 * n + 3 * n ** 2 + 2.625 * n ** 3) * Math.sin(less) * Math.cos(more) +
      (1.875 * n ** 2 + 1.875 * n ** 3) * Math.sin(2 * less) * Math.cos(2 * more) -
      (35 / 24) * n ** 3 * Math.sin(3 * less) * Math.cos(3 * more));
  return {
    easting: Math.round(4e5 + nu * cos * p + (nu / 6) * cos ** 3 * (nu / rho - tan2) * p ** 3 + (nu / 120) * cos ** 5 * (5 - 18 * tan2 + tan2 ** 2 + 14 * eta2 - 58 * tan2 * eta2) * p ** 5),
    northing: Math.round(
      meridian - 1e5 + (nu / 2) * sin * cos * p ** 2 + (nu / 24) * sin * cos ** 3 * (5 - tan2 + 9 * eta2) * p ** 4 + (nu / 720) * sin * cos ** 5 * (61 - 58 * tan2 + tan2 ** 2) * p ** 6,
    ),
  };
}

/** From the grid back, by walking: each step leaves less than a hundredth of what was wrong. */
export function fromGrid(easting, northing) {
  let at = [-2 + (easting - 4e5) / 67000, 49 + (northing + 1e5) / 111320];
  for (let step = 0; step < 8; step++) {
    const here = onGrid(...at);
    at = [at[0] + (easting - here.easting) / (111320 * Math.cos(at[1] * radian)), at[1] + (northing - here.northing) / 111320];
  }
  return at;
}
