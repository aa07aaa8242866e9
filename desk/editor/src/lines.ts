// The lines above the text are plain fields, no part of the document. A change of theirs that belongs to a change of the text
// is a step of the same transaction, so that one undo takes both back.
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Step, StepMap, StepResult } from "prosemirror-transform";
import type { Line } from "./places";
import { cameAlong, withoutTurns } from "./turns";

/** A line that becomes `after` where it is `before`. The document stays as it is. */
export class LineStep extends Step {
  constructor(
    readonly line: number,
    readonly before: string,
    readonly after: string,
  ) {
    super();
  }

  override apply(doc: Node) {
    return StepResult.ok(doc);
  }

  override getMap() {
    return StepMap.empty;
  }

  override invert() {
    return new LineStep(this.line, this.after, this.before);
  }

  override map() {
    return this;
  }

  override toJSON() {
    return { stepType: "line", line: this.line, before: this.before, after: this.after };
  }
}

/** Writes into a field in the one way by which a browser lets the field's own undo take it back; the keyboard stays where it is. */
function write(input: Line, words: string) {
  const had = document.activeElement as HTMLElement | null;
  input.focus({ preventScroll: true });
  input.select();
  if (!document.execCommand("insertText", false, words) || input.value !== words) {
    input.value = words;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  if (had !== input) had?.focus({ preventScroll: true });
}

const key = new PluginKey<LineStep[]>("lines");

/** Lines that follow the transactions of the text; `differs` is told where a line no longer was what the step knew. */
export function lineSteps(lines: Line[], differs: (line: Line) => void): { plugin: Plugin; flush: () => void } {
  let waiting: LineStep[] = [];
  const flush = () => {
    const steps = waiting;
    waiting = [];
    for (const { line, before, after } of steps) {
      const input = lines[line]!;
      if (input.value === before) write(input, after);
      else if (input.value !== after) differs(input);
    }
  };
  const plugin = new Plugin<LineStep[]>({
    key,
    state: {
      init: () => [],
      apply(tr, steps) {
        const own = tr.steps.filter((step) => step instanceof LineStep);
        return own.length > 0 ? own : steps;
      },
    },
    view: () => ({
      update(view, before) {
        const steps = key.getState(view.state)!;
        if (steps === key.getState(before)) return;
        waiting.push(...steps);
        // Not while the view is drawn: fields that get the keyboard dispatch.
        queueMicrotask(flush);
      },
    }),
  });
  return { plugin, flush };
}

/** Keeps a line one line, without the marks of direction that came along with what was put into it. */
export function oneLine(input: Line, { inputType, data }: Pick<InputEvent, "inputType" | "data">) {
  const isKey = inputType === "insertText" && !cameAlong(data ?? "");
  const words = isKey ? input.value : withoutTurns(input.value);
  const tidy = words.replace(/\s*[\r\n]+\s*/g, " ");
  if (tidy === input.value) return;
  const caret = tidy.length - (input.value.length - (input.selectionEnd ?? input.value.length));
  input.value = tidy;
  input.setSelectionRange(caret, caret);
}
