export * from "./models";
export { STRONG as BEST } from "./models";
export { default as TABLE } from "./models";
export * as all from "./models";
import { FAST } from "./models";
const spare = FAST;
export { spare as SPARE };
