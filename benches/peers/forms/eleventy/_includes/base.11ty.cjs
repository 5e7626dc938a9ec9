const nav = require("./nav.cjs");

const twice = (inner) => `<details class="menu"><summary>Contents of this pack</summary>
<nav aria-label="Contents of this pack, folded">${inner}</nav></details>
<nav class="rail" aria-label="Contents of this pack">${inner}</nav>`;

module.exports = ({ title, theme, navigation, collections, content }) => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${title}: Adult social care self-assessment.">
<title>${title} – Adult social care self-assessment</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#main">Skip to the main text</a>
<header class="masthead"><a class="brand" href="/">Adult social care self-assessment</a></header>
${twice(nav(navigation, theme, collections))}
<main id="main" tabindex="-1">
${content}
</main>
<footer><p>Adult social care self-assessment. All that is told here is invented.</p></footer>
</body>
</html>
`;
