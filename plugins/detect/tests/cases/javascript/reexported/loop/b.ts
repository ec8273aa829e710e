export * from "./a";
export { X } from "./a";
