/* The page's own words, one table per language; {names} are filled in. */
(function (sm) {
  'use strict';

  const WORDS = {
    en: {
      reports: 'Reports',
      reports_by_type: 'Reports by type',
      not_attacks: 'Each symbol is a report, not a verified attack.',
      count: '{drawn} symbols for {shown} reports in view, {all} reports in all',
      count_filtered: '{drawn} symbols for {shown} reports in view; the filter keeps {kept} of {all}',
      count_unplaced: '{n} not on the map',
      too_wide_here: '{n} known only to a wider area: zoom in to see them',
      none: 'This page holds no reports.',
      none_kept: 'No report fits the filter.',
      loading: 'Reading the reports …',
      broken: 'The reports in this file cannot be read: {reason}',
      claims: 'Claims, checked',
      stated_by: 'Claim of {who}',
      holds: 'Holds',
      fails: 'Fails',
      'cannot be decided': 'Cannot be decided',
      yes: 'yes',
      no: 'no',
      undetermined: 'undetermined',
      reading: 'How it is read',
      turns: 'What would turn it',
      missing: 'What is missing',
      place: 'Place',
      distance: 'Distance',
      interval: 'may be',
      as_written: 'as written:',
      with_hedge: 'Verdict',
      list: 'All reports by date',
      newest_first: 'Newest first',
      oldest_first: 'Oldest first',
      not_shown: 'Not on the map',
      not_shown_why: 'Listed, because a map must not show more than the reports say.',
      no_position: 'No position',
      no_point: 'The geometry is no point',
      beyond_map: 'Beyond the edge of this map',
      too_wide: 'Known only to an area too wide to draw',
      no_radius: 'How well the position is known is not stated',
      undated: 'No date',
      when: 'When',
      where: 'Where',
      what: 'What',
      harm: 'Harm, as reported',
      who_says_what: 'Who says what',
      sources: 'Sources',
      verification: 'Verification',
      position: 'Centre {at}',
      within: 'the true place may lie anywhere within {radius}',
      radius_unknown: 'how well it is known is not stated',
      from_site: '{distance} from {site}',
      may_be: 'may be {low} to {high}',
      archive: 'Archived copy',
      close: 'Close',
      back: 'Back to all reports',
      of_here: '{i} of {n} here',
      previous: 'Previous',
      next: 'Next',
      claims_: 'claims',
      attributes: 'attributes',
      denies: 'denies',
      reports_: 'reports',
      attribution: 'Attribution',
      claimed: 'claimed',
      attributed: 'attributed',
      contested: 'contested',
      denied: 'denied',
      unknown: 'unknown',
      claimed_means: 'by the actor',
      attributed_means: 'by others',
      contested_means: 'voices disagree',
      denied_means: 'denials only',
      unknown_means: 'nobody is named',
      precision: 'How well the place is known',
      sign_point: 'Solid:',
      sign_area: 'Hollow, shaded:',
      symbol_means: 'at a place; the true spot lies inside the thin ring',
      area_means: 'somewhere in the area, not at its middle',
      n_reports: '{n} reports',
      and_more: 'and {n} more',
      cluster_means: 'several reports; zoom in or click',
      show: 'Show {label}',
      rings: 'Rings around {site}',
      provenance: 'How this page was made',
      online_layers: 'Nothing is requested from the network until you switch on an online base layer.',
      outside_hosts: 'This page has added parts that ask: {hosts}',
      basis: 'Outlines: Natural Earth. Web Mercator, north up. Boundaries are not an endorsement.',
      outlines: 'Natural Earth',
      zoom_in: 'Zoom in',
      zoom_out: 'Zoom out',
      reset_view: 'Whole map',
      layers: 'Layers',
      map_label: 'Map of the reports. Arrow keys move between symbols, Enter opens the report.',
      symbol_label: '{label}, {title}, {when}',
      symbols_label: '{n} reports here, first: {title}',
      open_panel: 'Show the list',
      close_panel: 'Show the map',
      copy_link: 'Copy link',
      copy_citation: 'Copy citation',
      copied: 'Copied',
      show_all: 'Show all {n} characters',
      km: '{n} km',
      m: '{n} m',
      title: 'Map of reports',
    },
  };

  const language = sm.data.page.language in WORDS ? sm.data.page.language : 'en';
  const table = { __proto__: null, ...WORDS.en, ...WORDS[language] };
  const number = new Intl.NumberFormat(language);

  sm.language = language;

  /** Give a word or sentence with its blanks filled; numbers are written as the language does. */
  sm.word = (key, blanks) =>
    (table[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => {
      const value = blanks?.[name] ?? '';
      return typeof value === 'number' ? number.format(value) : String(value);
    });

  sm.number = (value, options) =>
    options ? new Intl.NumberFormat(language, options).format(value) : number.format(value);

  /** Write a distance as a person would: metres below one kilometre, tenths below ten. */
  sm.distance = (metres) => {
    if (metres < 995) return sm.word('m', { n: sm.number(Math.round(metres)) });
    const km = metres / 1000;
    return sm.word('km', { n: sm.number(km, { maximumFractionDigits: km < 9.95 ? 1 : 0 }) });
  };
})(strikemap);
