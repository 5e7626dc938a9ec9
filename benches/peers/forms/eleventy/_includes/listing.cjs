const day = require("./day.cjs");

// The rows of some documents.
module.exports = (title, stories) => `<h1>${title}</h1>
<p>${stories.length} stories</p>
<ul class="register">
${stories.map(({ url, date, data }) => `<li><a href="${url}">${data.title}</a> <time datetime="${date.toISOString().slice(0, 10)}">${day(date)}</time> <span>${data.summary}</span></li>`).join("\n")}
</ul>`;
