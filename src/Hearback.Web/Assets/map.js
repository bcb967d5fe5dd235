// The map on which a reporter may put a pin. The page works without it; nothing but the pin's place on the grid leaves the browser, and that only with the form.
import { Control, DivIcon, Map, Marker, Polygon, Polyline, TileLayer, latLng } from "leaflet/dist/leaflet-src.esm.js";
import { fromGrid, onGrid } from "./grid.js";

const box = document.getElementById("pin-map");
const said = document.getElementById("pin-place");
const [easting, northing] = ["Easting", "Northing"].map((name) => document.getElementById(name));
const nearMetres = 200;
const stepMetres = 10;
const strideMetres = 50;
const arrows = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const degrees = (hundredThousandths) => hundredThousandths / 1e5;
const fill = (sentence, ...words) => words.reduce((text, word, at) => text.replace(`{${at}}`, word), sentence);

/** Lines come as a first position and steps from each to the next. */
function unfold(line) {
  const positions = [];
  for (let at = 0, x = 0, y = 0; at < line.length; at += 2) {
    positions.push([degrees((y += line[at + 1])), degrees((x += line[at]))]);
  }
  return positions;
}

function holds(rings, { lat, lng }) {
  let inside = false;
  for (const ring of rings) {
    for (let here = 0, last = ring.length - 1; here < ring.length; last = here++) {
      const [[y1, x1], [y2, x2]] = [ring[here], ring[last]];
      if (y1 > lat !== y2 > lat && lng > x1 + ((lat - y1) * (x2 - x1)) / (y2 - y1)) {
        inside = !inside;
      }
    }
  }
  return inside;
}

/** What a screen reader hears is said once the pin has come to rest. */
function slowly(say) {
  let waiting;
  return (...words) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => say(...words), 300);
  };
}

async function start() {
  const answer = await fetch(box.dataset.area);
  if (!answer.ok) {
    throw new Error("The map did not come.");
  }
  const area = await answer.json();
  const places = area.places.map(([name, x, y]) => ({ name, at: latLng(degrees(y), degrees(x)) }));
  const shapes = area.shapes.map((shape) => ({ ...shape, lines: shape.lines.map(unfold) }));
  const wards = shapes.filter((shape) => shape.kind === "ward");

  const map = new Map(box, { keyboard: false, zoomControl: false, attributionControl: Boolean(box.dataset.tiles), minZoom: 12, maxZoom: 19, zoomSnap: 0.5 });
  new Control.Zoom({ zoomInTitle: box.dataset.nearer, zoomOutTitle: box.dataset.farther }).addTo(map);
  map.attributionControl?.setPrefix(false);
  map.fitBounds(places.map((place) => place.at), { padding: [8, 8] });
  if (box.dataset.tiles) {
    box.classList.add("has-tiles");
    new TileLayer(box.dataset.tiles, { attribution: box.dataset.attribution, minZoom: 12, maxZoom: 19 }).addTo(map);
  }
  for (const [kinds, draw] of [
    [["block", "ward", "park"], Polygon],
    [["water", "railway", "street"], Polyline],
  ]) {
    for (const kind of kinds) {
      for (const shape of shapes.filter((each) => each.kind === kind)) {
        new draw(shape.lines, { className: `hb-ground hb-ground--${kind}`, interactive: false }).addTo(map);
      }
    }
  }
  for (const place of places) {
    new Marker(place.at, { icon: new DivIcon({ className: "hb-named", html: named(place.name), iconSize: null }), interactive: false, keyboard: false }).addTo(map);
  }
  nameAll(map);

  const pin = new Marker(map.getCenter(), { icon: new DivIcon({ className: "hb-needle", iconSize: [32, 40], iconAnchor: [16, 40] }), draggable: true, keyboard: false, zIndexOffset: 1000 });
  const tell = slowly((text) => (said.textContent = text));

  function describe(at) {
    const nearest = places.map((place) => ({ ...place, metres: at.distanceTo(place.at) })).sort((a, b) => a.metres - b.metres)[0];
    const ward = wards.find((each) => holds(each.lines, at))?.name;
    const near = nearest?.metres <= nearMetres ? nearest.name : null;
    if (near) {
      return ward ? fill(box.dataset.nearIn, near, ward) : fill(box.dataset.near, near);
    }
    return ward ? fill(box.dataset.in, ward) : box.dataset.nowhere;
  }

  function put(at) {
    pin.setLatLng(at).addTo(map);
    const spot = onGrid(at.lng, at.lat);
    [easting.value, northing.value] = [spot.easting, spot.northing];
    tell(describe(pin.getLatLng()));
    map.panInside(at, { padding: [48, 48], animate: false });
  }

  map.on("click", (event) => put(event.latlng));
  pin.on("drag", (event) => tell(describe(event.target.getLatLng())));
  pin.on("dragend", (event) => put(event.target.getLatLng()));
  box.addEventListener("keydown", (event) => {
    if (event.target !== box || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (event.key === "+" || event.key === "=" || event.key === "-") {
      map.setZoom(map.getZoom() + (event.key === "-" ? -1 : 1), { animate: false });
    } else if (event.key in arrows) {
      const metres = map.hasLayer(pin) ? (event.shiftKey ? strideMetres : stepMetres) : 0;
      const { lat, lng } = map.hasLayer(pin) ? pin.getLatLng() : map.getCenter();
      const [east, north] = arrows[event.key];
      put(latLng(lat + (north * metres) / 111320, lng + (east * metres) / (111320 * Math.cos((lat * Math.PI) / 180))));
    } else {
      return;
    }
    event.preventDefault();
  });

  document.querySelector("[data-here]").addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const at = latLng(coords.latitude, coords.longitude);
        if (!places.some((place) => at.distanceTo(place.at) < 5000)) {
          said.textContent = box.dataset.far;
          return;
        }
        map.setView(at, 17, { animate: false });
        put(at);
      },
      () => (said.textContent = box.dataset.lost),
      { enableHighAccuracy: true, timeout: 10_000 },
    ),
  );

  if (easting.value && northing.value) {
    const [longitude, latitude] = fromGrid(Number(easting.value), Number(northing.value));
    map.setView([latitude, longitude], 17, { animate: false });
    put(latLng(latitude, longitude));
  }
}

/** A name comes from the pack's file: it is put in as text and never as HTML. */
function named(name) {
  const text = document.createElement("span");
  text.textContent = name;
  return text;
}

/** Names that would run into one another wait until the map is nearer. */
function nameAll(map) {
  const names = [...box.querySelectorAll(".hb-named")];
  const sort = () => {
    const taken = [];
    for (const name of names) {
      name.classList.remove("is-hidden");
      const { left, right, top, bottom } = name.getBoundingClientRect();
      const free = taken.every((other) => right < other.left || left > other.right || bottom < other.top || top > other.bottom);
      name.classList.toggle("is-hidden", !free);
      if (free) {
        taken.push({ left, right, top, bottom });
      }
    }
  };
  map.on("zoomend", sort);
  sort();
}

start().catch(() => {
  box.hidden = true;
  said.textContent = box.dataset.noMap;
});
