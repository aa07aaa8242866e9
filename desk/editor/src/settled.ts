// What comes by itself (hints, a remark, a title, a paste that was slow) meets somebody who is writing.
import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/** The state with the caret where it is on the screen. The browser tells of a moved caret some time after the key; whoever
    draws on an older state in between would put the caret back, and the key would be lost. */
export function settled(view: EditorView): EditorState {
  view.dom.ownerDocument.dispatchEvent(new Event("selectionchange"));
  return view.state;
}
