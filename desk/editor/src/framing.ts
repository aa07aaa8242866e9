// Cutting a photo: a frame over the picture as it came, moved and sized with a finger, a mouse or the arrow keys. The server
// cuts; the original stays as it is, and a photo that was cut is cut anew from it.
import { send } from "./request";
import { pictureAt } from "./views";
import { element, number, word } from "./words";

interface Piece {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Framing {
  /** The photo as it came, and its size in pixels. */
  original: string;
  width: number;
  height: number;
  crop: Piece | null;
  /** Pixels a side that a piece has at the least. */
  least: number;
  /** As in «3:2». */
  shapes: string[];
}

/** What came of it. */
export interface Framed {
  id: string;
}

const CORNERS = ["start-top", "end-top", "start-bottom", "end-bottom"] as const;
/** The share of a side that an arrow key moves. */
const STEP = 0.02;

const within = (n: number, least: number, most: number) => Math.min(Math.max(n, least), Math.max(least, most));

/** `piece` within a picture, no smaller than `least`, in whole pixels. */
function fitted(piece: Piece, { width, height, least }: Framing): Piece {
  const w = Math.round(within(piece.width, Math.min(least, width), width));
  const h = Math.round(within(piece.height, Math.min(least, height), height));
  return { x: Math.round(within(piece.x, 0, width - w)), y: Math.round(within(piece.y, 0, height - h)), width: w, height: h };
}

/** The largest piece of a shape around the middle of `piece`. */
function shaped(piece: Piece, shape: number, framing: Framing): Piece {
  const width = Math.min(framing.width, framing.height * shape);
  const height = width / shape;
  return fitted({ x: piece.x + (piece.width - width) / 2, y: piece.y + (piece.height - height) / 2, width, height }, framing);
}

/** `piece` with the corner moved by so many pixels, the opposite corner standing still; of `shape` where there is one. */
function sized(piece: Piece, corner: string, dx: number, dy: number, shape: number | null, framing: Framing): Piece {
  const [right, bottom] = [piece.x + piece.width, piece.y + piece.height];
  const [atLeft, atTop] = [corner.startsWith("start"), corner.endsWith("top")];
  const room = { width: atLeft ? right : framing.width - piece.x, height: atTop ? bottom : framing.height - piece.y };
  let width = within(piece.width + (atLeft ? -dx : dx), Math.min(framing.least, room.width), room.width);
  let height = within(piece.height + (atTop ? -dy : dy), Math.min(framing.least, room.height), room.height);
  if (shape !== null) {
    width = Math.min(Math.max(width, height * shape), room.width, room.height * shape);
    height = width / shape;
  }
  return fitted({ x: atLeft ? right - width : piece.x, y: atTop ? bottom - height : piece.y, width, height }, framing);
}

/** Opens the frame over `picture`; `done` gets what came of it, `back` the keyboard afterwards. */
export async function framePicture(story: string, picture: string, done: (framed: Framed) => void, tell: (text: string) => void, back: () => void) {
  const address = `/newsroom/stories/${story}/framing`;
  const asked = await send("GET", `${address}/${picture}`);
  if (!asked.ok) return tell(asked.problem);
  const framing = asked.value as Framing;
  const whole = { x: 0, y: 0, width: framing.width, height: framing.height };
  let piece = framing.crop ?? whole;
  let shape: number | null = null;

  const image = element("img", { src: pictureAt(framing.original), alt: "", draggable: "false" });
  const frame = element("button", { type: "button", class: "frame", "aria-label": word("ed-frame"), "aria-describedby": "frame-keys", autofocus: true });
  const corners = CORNERS.map((corner) => element("span", { class: `corner ${corner}`, "data-corner": corner }));
  frame.append(...corners);
  const stage = element("div", { class: "framing", dir: "ltr" }, image, frame);
  const size = element("p", { class: "meta", role: "status" });
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const shapes = element(
    "select",
    { id: "frame-shape" },
    element("option", { value: "" }, word("ed-frame-free")),
    ...framing.shapes.map((one) => element("option", { value: one }, one)),
  );
  const cut = element("button", { class: "btn go" }, word("ed-frame-cut"));
  const all = element("button", { class: "btn", type: "button" }, word("ed-frame-whole"));
  const cancel = element("button", { class: "btn quiet", type: "button" }, word("ed-cancel"));
  const form = element(
    "form",
    { method: "dialog" },
    element("h2", {}, word("ed-frame-title")),
    stage,
    size,
    element("div", { class: "field" }, element("label", { for: "frame-shape" }, word("ed-frame-shape")), shapes),
    element("p", { class: "hint", id: "frame-keys" }, word("ed-frame-keys")),
    problem,
    element("p", { class: "acts" }, cut, all, cancel),
  );
  const dialog = element("dialog", { class: "ask pick frame-of", "aria-label": word("ed-frame-title") }, form);

  const show = () => {
    const share = (n: number, of: number) => `${(n / of) * 100}%`;
    frame.style.left = share(piece.x, framing.width);
    frame.style.top = share(piece.y, framing.height);
    frame.style.width = share(piece.width, framing.width);
    frame.style.height = share(piece.height, framing.height);
    // Width and height stand in their order in every language.
    const says = `${number(piece.width)} × ${number(piece.height)}`;
    if (size.firstChild?.textContent !== says) size.replaceChildren(element("bdi", { dir: "ltr" }, says), ` ${word("ed-frame-pixels")}`);
  };
  const put = (next: Piece) => {
    piece = next;
    problem.hidden = true;
    show();
  };
  const moved = (dx: number, dy: number) => put(fitted({ ...piece, x: piece.x + dx, y: piece.y + dy }, framing));

  frame.addEventListener("pointerdown", (event) => {
    const corner = (event.target as HTMLElement).dataset.corner;
    const began = { x: event.clientX, y: event.clientY, piece };
    const scale = framing.width / image.getBoundingClientRect().width;
    frame.setPointerCapture(event.pointerId);
    const move = (to: PointerEvent) => {
      const [dx, dy] = [(to.clientX - began.x) * scale, (to.clientY - began.y) * scale];
      put(corner ? sized(began.piece, corner, dx, dy, shape, framing) : fitted({ ...began.piece, x: began.piece.x + dx, y: began.piece.y + dy }, framing));
    };
    const end = () => {
      frame.removeEventListener("pointermove", move);
      frame.removeEventListener("pointerup", end);
      frame.removeEventListener("pointercancel", end);
    };
    frame.addEventListener("pointermove", move);
    frame.addEventListener("pointerup", end);
    frame.addEventListener("pointercancel", end);
  });
  frame.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const [dx, dy] = [step[0]! * STEP * framing.width, step[1]! * STEP * framing.height];
    if (event.shiftKey) put(sized(piece, "end-bottom", dx, dy, shape, framing));
    else moved(dx, dy);
  });
  shapes.addEventListener("change", () => {
    const [across, down] = shapes.value.split(":").map(Number);
    shape = across && down ? across / down : null;
    if (shape !== null) put(shaped(piece, shape, framing));
  });

  const keep = async (crop: Piece | null) => {
    for (const button of [cut, all]) button.disabled = true;
    size.textContent = word("ed-frame-cutting");
    const answer = await send("POST", address, { picture: framing.original, crop }, 60);
    for (const button of [cut, all]) button.disabled = false;
    show();
    if (!answer.ok) {
      problem.textContent = answer.problem;
      problem.hidden = false;
      return;
    }
    dialog.close();
    done(answer.value as Framed);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isWhole = piece.width === framing.width && piece.height === framing.height;
    void keep(isWhole ? null : piece);
  });
  all.addEventListener("click", () => void keep(null));
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    back();
  });
  document.body.append(dialog);
  show();
  dialog.showModal();
}
