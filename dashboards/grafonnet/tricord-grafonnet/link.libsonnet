// `g.dashboard.link`: links in the head of a dashboard, to an address or to every dashboard with some tags.
local setters = import 'generated/link.libsonnet';

{
  link: setters {
    new(title, url): { type: 'link', title: title, url: url },
  },
  dashboards: setters {
    new(title, tags): { type: 'dashboards', title: title, tags: if std.isArray(tags) then tags else [tags] },
  },
}
