declare module "*.css";
declare module "world-atlas/countries-110m.json";
