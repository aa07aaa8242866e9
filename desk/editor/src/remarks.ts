// Notes of colleagues, pinned to passages: where they stand is underlined, and the panel beside the text has their words.
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

export function remarks(_story: string) {
  const plugin = new Plugin({});
  return { plugin, begin: (_view: EditorView) => undefined };
}
