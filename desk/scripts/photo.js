import { register } from "asset:keys.js";

// One photo after the other by keyboard. The page works without it.
const press = (act) => document.querySelector(`[data-act="${act}"]`)?.click();
register("J", "pics-key-next", () => press("older"));
register("K", "pics-key-previous", () => press("newer"));
