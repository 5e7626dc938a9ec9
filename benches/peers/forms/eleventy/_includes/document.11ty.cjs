const day = require("./day.cjs");

module.exports = {
  data: { layout: "base.11ty.cjs" },
  render: ({ page, title, summary, content, statements, themes, theme, ...data }) => `
<p class="kicker">${day(page.date)}</p>
<h1>${title}</h1>
<p class="change"><b>What changed</b> ${summary}</p>
<div class="prose">
${content}
</div>
<section id="facts">
<h2>About this story</h2>
<dl class="facts">
<div><dt>Date</dt><dd>${day(page.date)}</dd></div>
<div><dt>Quality statements</dt><dd><ul>
${statements.map((id) => `<li><a href="/statements/${id}.html">${data.names.statements[id]}</a></li>`).join("\n")}
</ul></dd></div>
<div><dt>Theme</dt><dd><a href="/themes/${theme}.html">${data.names.themes[theme]}</a></dd></div>
</dl>
</section>`,
};
