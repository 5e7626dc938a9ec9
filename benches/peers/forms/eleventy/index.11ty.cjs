module.exports = {
  data: { layout: "base.11ty.cjs", title: "Home", permalink: "/index.html" },
  render: ({ names, collections }) => `<h1>Adult social care self-assessment</h1>
<ul>
${Object.entries(names.statements).map(([id, title]) =>
    `<li><a href="/statements/${id}.html">${title}</a>: ${collections.story.filter(({ data }) => data.statements.includes(id)).length} stories</li>`).join("\n")}
</ul>
<p><a href="/stories.html">All stories</a></p>`,
};
