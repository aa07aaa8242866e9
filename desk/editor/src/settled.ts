// What comes by itself (hints, a remark, a title, a paste that was slow) meets somebody who is writing.
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/** The state with the caret where it is on the screen. The browser tells of a moved caret some time after the key; whoever
    draws on an older state in between would put the caret back, and the key would be lost. */
export function settled(view: EditorView): EditorState {
  view.dom.ownerDocument.dispatchEvent(new Event("selectionchange"));
  return view.state;
}

const ACTS = ["keydown", "beforeinput", "paste", "copy", "cut"] as const;

/** Acts of the writer, too, begin where the caret is on the screen: a key pressed right after a click would otherwise meet the
    selection from before it. While letters are composed the browser's own order stands. Comes before all other plugins. */
export function actsMeetTheCaret(): Plugin {
  const first = (view: EditorView, event: Event) => {
    if (!view.composing && !(event as KeyboardEvent).isComposing && (event as KeyboardEvent).keyCode !== 229) settled(view);
    return false;
  };
  return new Plugin({ props: { handleDOMEvents: Object.fromEntries(ACTS.map((act) => [act, first])) } });
}
