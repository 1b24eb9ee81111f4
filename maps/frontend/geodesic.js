/* Measures on the WGS 84 ellipsoid in the page: geodesics, and a projection that keeps areas.

   T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid with application of
   nested equations", Survey Review 23 (1975) 88-93: within a millimetre except near antipodal
   points, where the series does not converge and the answer is null. Lambert's cylindrical
   equal-area projection: J. P. Snyder, "Map projections: a working manual" (1987), equations
   3-11, 3-12, 3-18 and 10-13 to 10-15; maps/hexagons.py has the same. */
(function (sm) {
  'use strict';

  const A = 6378137.0;
  const F = 1 / 298.257223563;
  const B = A * (1 - F);
  const TURNS = 200;
  const RADIANS = Math.PI / 180;

  function series(cosSquaredAlpha) {
    const u = (cosSquaredAlpha * (A * A - B * B)) / (B * B);
    return [
      1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u))),
      (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u))),
    ];
  }

  function sigmaStep(b, sinSigma, cosSigma, cosDouble) {
    const inner =
      cosSigma * (-1 + 2 * cosDouble * cosDouble) -
      (b / 6) * cosDouble * (-3 + 4 * sinSigma * sinSigma) * (-3 + 4 * cosDouble * cosDouble);
    return b * sinSigma * (cosDouble + (b / 4) * inner);
  }

  function longitudeShare(cosSquaredAlpha) {
    return (F / 16) * cosSquaredAlpha * (4 + F * (4 - 3 * cosSquaredAlpha));
  }

  function inverse(lon1, lat1, lon2, lat2) {
    const l = (((((lon2 - lon1) % 360) + 540) % 360) - 180) * RADIANS;
    const u1 = Math.atan((1 - F) * Math.tan(lat1 * RADIANS));
    const u2 = Math.atan((1 - F) * Math.tan(lat2 * RADIANS));
    const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
    let lambda = l;
    for (let turn = 0; turn < TURNS; turn += 1) {
      const sinLambda = Math.sin(lambda);
      const cosLambda = Math.cos(lambda);
      const sinSigma = Math.hypot(cos2 * sinLambda, cos1 * sin2 - sin1 * cos2 * cosLambda);
      if (sinSigma === 0) return { metres: 0, azimuth: 0 };
      const cosSigma = sin1 * sin2 + cos1 * cos2 * cosLambda;
      const sigma = Math.atan2(sinSigma, cosSigma);
      const sinAlpha = (cos1 * cos2 * sinLambda) / sinSigma;
      const cosSquared = 1 - sinAlpha * sinAlpha;
      const cosDouble = cosSquared === 0 ? 0 : cosSigma - (2 * sin1 * sin2) / cosSquared;
      const c = longitudeShare(cosSquared);
      const before = lambda;
      lambda =
        l +
        (1 - c) *
          F *
          sinAlpha *
          (sigma +
            c * sinSigma * (cosDouble + c * cosSigma * (-1 + 2 * cosDouble * cosDouble)));
      if (Math.abs(lambda - before) < 1e-12) {
        const [a, b] = series(cosSquared);
        const across = cos1 * sin2 - sin1 * cos2 * cosLambda;
        return {
          metres: B * a * (sigma - sigmaStep(b, sinSigma, cosSigma, cosDouble)),
          azimuth: Math.atan2(cos2 * sinLambda, across) / RADIANS,
        };
      }
    }
    return null;
  }

  /** Distance in metres between two positions in degrees; null where the series fails. */
  sm.distanceBetween = (lon1, lat1, lon2, lat2) => inverse(lon1, lat1, lon2, lat2)?.metres ?? null;

  /** Azimuth at the first position towards the second, degrees, on the ellipsoid. */
  sm.azimuthBetween = (lon1, lat1, lon2, lat2) => inverse(lon1, lat1, lon2, lat2)?.azimuth ?? 0;

  /** The point reached from a position along an azimuth (degrees), as [lon, lat]. */
  sm.destination = (lon, lat, azimuth, metres) => {
    const alpha = azimuth * RADIANS;
    const tanU = (1 - F) * Math.tan(lat * RADIANS);
    const cosU = 1 / Math.sqrt(1 + tanU * tanU);
    const sinU = tanU * cosU;
    const sigma1 = Math.atan2(tanU, Math.cos(alpha));
    const sinAlpha = cosU * Math.sin(alpha);
    const cosSquared = 1 - sinAlpha * sinAlpha;
    const [a, b] = series(cosSquared);
    let sigma = metres / (B * a);
    let cosDouble = 0;
    for (let turn = 0; turn < TURNS; turn += 1) {
      cosDouble = Math.cos(2 * sigma1 + sigma);
      const before = sigma;
      sigma = metres / (B * a) + sigmaStep(b, Math.sin(sigma), Math.cos(sigma), cosDouble);
      if (Math.abs(sigma - before) < 1e-12) break;
    }
    const [sinSigma, cosSigma] = [Math.sin(sigma), Math.cos(sigma)];
    const across = sinU * sinSigma - cosU * cosSigma * Math.cos(alpha);
    const phi = Math.atan2(
      sinU * cosSigma + cosU * sinSigma * Math.cos(alpha),
      (1 - F) * Math.hypot(sinAlpha, across),
    );
    const lambda = Math.atan2(
      sinSigma * Math.sin(alpha),
      cosU * cosSigma - sinU * sinSigma * Math.cos(alpha),
    );
    const c = longitudeShare(cosSquared);
    const l =
      lambda -
      (1 - c) *
        F *
        sinAlpha *
        (sigma + c * sinSigma * (cosDouble + c * cosSigma * (-1 + 2 * cosDouble * cosDouble)));
    return [lon + l / RADIANS, phi / RADIANS];
  };

  const E2 = F * (2 - F);
  const E = Math.sqrt(E2);

  function authalic(lat) {
    const sine = Math.sin(lat * RADIANS);
    const part = Math.log((1 - E * sine) / (1 + E * sine)) / (2 * E);
    return (1 - E2) * (sine / (1 - E2 * sine * sine) - part);
  }

  const POLE = authalic(90);

  function latitudeOf(q) {
    const beta = Math.asin(Math.max(-1, Math.min(1, q / POLE)));
    return (beta + (E2 / 3 + (31 * E2 ** 2) / 180 + (517 * E2 ** 3) / 5040) * Math.sin(2 * beta)
      + ((23 * E2 ** 2) / 360 + (251 * E2 ** 3) / 3780) * Math.sin(4 * beta)
      + ((761 * E2 ** 3) / 45360) * Math.sin(6 * beta)) / RADIANS;
  }

  /** An equal-area projection that is true at a parallel: its whole turn in metres, metres north
      of the equator of a latitude, and the latitude of such metres. */
  sm.equalArea = (parallel) => {
    const k = Math.cos(parallel * RADIANS) / Math.sqrt(1 - E2 * Math.sin(parallel * RADIANS) ** 2);
    return {
      turn: 2 * Math.PI * A * k,
      north: (lat) => (A * authalic(lat)) / (2 * k),
      latitude: (metres) => latitudeOf((2 * k * metres) / A),
    };
  };
})(strikemap);
