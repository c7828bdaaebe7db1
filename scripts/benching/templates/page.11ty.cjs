const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const part = (name) => readFileSync(join(__dirname, name), "utf8");
const menu = part("menu.html");
const footer = part("footer.html");
const sections = JSON.parse(part("sections.json"));
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

exports.render = ({ title, content, page }) => {
  const folder = page.url.split("/")[1];
  const kind = folder ? `<p class="kind"><a href="/${folder}/">${escaped(sections[folder])}</a></p>` : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}${folder ? ` - ${escaped(sections[""])}` : ""}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
${menu}
<main id="content" data-pagefind-body>
${kind}
<article>
${content}
</article>
</main>
${footer}
</body>
</html>
`;
};
