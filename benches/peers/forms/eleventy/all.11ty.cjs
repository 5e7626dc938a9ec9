const listing = require("./_includes/listing.cjs");

module.exports = {
  data: { layout: "base.11ty.cjs", title: "Stories of difference", permalink: "/stories.html" },
  render: ({ title, collections }) => listing(title, collections.story),
};
