// The picture of a view as a file of its own: what the style sheet says is written into it.

const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "fill-opacity", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "visibility"] as const;

/** A picture that needs no style sheet as SVG text. */
export function pictureAsSvg(picture: SVGSVGElement): string {
  return new XMLSerializer().serializeToString(picture);
}

/** The largest side of a canvas in pixels, and its most pixels, that browsers draw. */
const LONGEST_SIDE = 16_000;
const MOST_PIXELS = 120_000_000;

/** The picture as PNG at twice its size on the page, or as large as a canvas may be. */
export async function pictureAsPng(picture: SVGSVGElement): Promise<Blob> {
  const width = Number(picture.getAttribute("width"));
  const height = Number(picture.getAttribute("height"));
  const address = URL.createObjectURL(new Blob([pictureAsSvg(picture)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    const scale = Math.min(2, LONGEST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
    canvas.width = Math.floor(width * scale);
    canvas.height = Math.floor(height * scale);
    const ink = canvas.getContext("2d");
    if (ink === null) throw new Error("this browser has no canvas");
    ink.scale(scale, scale);
    ink.drawImage(image, 0, 0, width, height);
    return await new Promise<Blob>((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the canvas is too large")))));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A copy of a drawing that needs no style sheet. */
export function standalone(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(Math.round(width)));
  copy.setAttribute("height", String(Math.round(height)));
  const from = [svg, ...svg.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    const target = to[at];
    if (target === undefined) return;
    target.removeAttribute("class");
    target.removeAttribute("style");
    for (const property of KEPT) target.setAttribute(property, style.getPropertyValue(property));
  });
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const box = svg.viewBox.baseVal;
  const whole = box !== null && box.width > 0 ? box : { x: 0, y: 0, width, height };
  for (const side of ["x", "y", "width", "height"] as const) paper.setAttribute(side, String(whole[side]));
  paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  copy.prepend(paper);
  return copy;
}
