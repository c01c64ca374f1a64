// The texts that are too faint: each with its colours and contrast. Colours are read from a canvas,
// which knows every notation of them.
(() => {
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return pen.getImageData(0, 0, 1, 1).data;
  };
  const light = (colour) => {
    const [red, green, blue] = [...colour].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) {
        return colour;
      }
    }
    return rgba('white');
  };
  const faint = [];
  let seen = 0;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    const hidden = parent.closest('script, noscript, .hidden, .skip') || !parent.checkVisibility();
    if (!texts.currentNode.data.trim() || hidden) {
      continue;
    }
    seen += 1;
    const one = light(rgba(getComputedStyle(parent).color));
    const other = light(ground(parent));
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) {
      faint.push(`${texts.currentNode.data.trim()} (${parent.className}): ${contrast.toFixed(2)}`);
    }
  }
  return seen > 20 ? faint : [`only ${seen} texts seen`];
})()
