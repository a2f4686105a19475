import * as Plot from "@observablehq/plot";
import { useEffect, useRef } from "preact/hooks";

// Plot writes a style element into each picture, which the policy on content forbids. It is made in a document of its own,
// taken out there, and our style sheet holds its few rules.
const inert = document.implementation.createHTMLDocument("");

export function drawPlot(options: Plot.PlotOptions): SVGSVGElement {
  const drawn = Plot.plot({ ...options, document: inert } as Plot.PlotOptions);
  for (const style of [...drawn.querySelectorAll("style")]) style.remove();
  // The picture is named as a whole; names of its parts are for nobody and not allowed there.
  for (const part of drawn.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  return document.adoptNode(drawn) as unknown as SVGSVGElement;
}

interface Props {
  options: (width: number) => Plot.PlotOptions;
  /** Draws anew when it changes. */
  watch: unknown[];
  label: string;
  /** Gets the picture, and the key of what had the focus in the one before it. */
  onDrawn?: (svg: SVGSVGElement, held: string | null) => void;
}

/** A picture as wide as its place. */
export function Picture({ options, watch, label, onDrawn }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let width = 0;
    const draw = () => {
      if (element.clientWidth === width || element.clientWidth === 0) return;
      width = element.clientWidth;
      const svg = drawPlot(options(width));
      const focused = document.activeElement;
      const held = focused instanceof SVGElement && element.contains(focused) ? (focused.dataset["key"] ?? null) : null;
      // What lies in an image is hidden from screen readers, what lies in a group is not.
      svg.setAttribute("role", onDrawn === undefined ? "img" : "group");
      svg.setAttribute("aria-label", label);
      element.replaceChildren(svg);
      onDrawn?.(svg, held);
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => observer.disconnect();
  }, watch);
  return <div class="plot" ref={place} />;
}
