// Added to pages that Kopij shows: Alt and a click lead to the text, and the block of the caret is marked.
(() => {
  "use strict";
  const at = (name) => "/.kopij/" + name;
  const BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,th,pre,figcaption,summary,blockquote,img";
  const LEFT_OUT = "sup,script,style,ul,ol,.ln,.lnt,.anchor,.headerlink,.heading-anchor,[aria-hidden=true]";
  const words = (block) => {
    if (!block || block.tagName === "IMG") return "";
    let of = block;
    if (block.tagName === "PRE") {
      const codes = block.querySelectorAll("code");
      of = codes[codes.length - 1] || block;
    }
    of = of.cloneNode(true);
    for (const other of of.querySelectorAll(LEFT_OUT)) other.remove();
    return of.textContent.slice(0, 20000);
  };
  const letters = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const has = (block) => block.tagName === "IMG" || letters(words(block)) !== "";
  // Of blocks in blocks the inner ones count.
  const all = () =>
    [...document.querySelectorAll(BLOCKS)].filter((block) => {
      if (block.tagName === "IMG") return true;
      const inner = block.querySelector("p,li,pre,blockquote,h1,h2,h3,h4,h5,h6");
      const isOnlyAround = inner && block.tagName !== "LI";
      return !isOnlyAround && !(block.tagName === "LI" && block.querySelector(":scope > p")) && has(block);
    });
  const around = (blocks, number, step) => {
    for (let n = number + step; n >= 0 && n < blocks.length; n += step) {
      if (blocks[n].tagName !== "IMG") return words(blocks[n]);
    }
    return "";
  };

  let notice;
  const say = (text) => {
    if (notice) notice.remove();
    notice = document.createElement("div");
    notice.textContent = text;
    notice.setAttribute("role", "status");
    notice.style.cssText =
      "all:initial;position:fixed;left:50%;bottom:24px;transform:translateX(-50%);z-index:2147483647;" +
      "padding:8px 14px;border-radius:6px;font:14px/1.4 system-ui,sans-serif;background:#222;color:#fff";
    document.body.appendChild(notice);
    setTimeout(() => notice && notice.remove(), 3000);
  };

  document.addEventListener(
    "click",
    (event) => {
      if (!event.altKey || event.button !== 0) return;
      const blocks = all();
      let block = event.target;
      while (block && !blocks.includes(block)) block = block.parentElement;
      event.preventDefault();
      event.stopPropagation();
      const number = blocks.indexOf(block);
      const told = {
        page: location.pathname,
        words: words(block),
        before: number < 0 ? "" : around(blocks, number, -1),
        after: number < 0 ? "" : around(blocks, number, 1),
        picture: block && block.tagName === "IMG" ? block.currentSrc || block.src : "",
      };
      fetch(at("click"), { method: "POST", body: JSON.stringify(told) })
        .then((answer) => answer.text())
        .then((text) => text && say(text))
        .catch(() => {});
    },
    true,
  );

  let marked = [];
  const unmark = () => {
    for (const [block, shadow] of marked) block.style.boxShadow = shadow;
    marked = [];
  };
  const mark = (told) => {
    unmark();
    if (decodeURI(told.page) !== decodeURI(location.pathname)) return;
    const blocks = all();
    const name = (address) => decodeURIComponent(address.split(/[?#]/)[0].split("/").pop()).toLowerCase();
    const is = (block) =>
      told.picture
        ? block.tagName === "IMG" && name(block.src) === told.picture
        : block.tagName !== "IMG" && letters(words(block)) === told.words;
    let found = blocks.filter(is);
    if (found.length > 1) {
      const isBeside = (block) => {
        const number = blocks.indexOf(block);
        const [before, after] = [letters(around(blocks, number, -1)), letters(around(blocks, number, 1))];
        return (told.before && before === told.before) || (told.after && after === told.after);
      };
      found = found.filter(isBeside);
    }
    if (found.length !== 1) return;
    const [block] = found;
    marked = [[block, block.style.boxShadow]];
    block.style.boxShadow = "-4px 0 0 0 #3b82f6";
    block.scrollIntoView({ block: "nearest" });
  };
  let last;
  const listen = () => {
    const source = new EventSource(at("caret"));
    source.onmessage = (event) => {
      last = JSON.parse(event.data);
      mark(last);
    };
    addEventListener("pagehide", () => source.close());
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", listen);
  else listen();
})();
