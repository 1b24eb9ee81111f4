/* Words of the data that come from closed vocabularies, in Arabic, French and Ukrainian: types,
   precision, labels of the card. What is not in the table stays as it is written. */
(function (sm) {
  'use strict';

  const LANGUAGES = ['ar', 'fr', 'uk'];
  const TERMS = {
    __proto__: null,
    'Air or drone strike': ['ضربة جوية أو بمسيّرة', 'Frappe aérienne ou de drone', 'Авіаудар або удар дрона'],
    'Shelling, rockets, missiles': [
      'قصف وقذائف وصواريخ', 'Bombardement, roquettes, missiles', 'Обстріл, ракети'],
    'Explosive device, suicide bomb, chemical': [
      'عبوة ناسفة أو تفجير انتحاري أو سلاح كيميائي', 'Engin explosif, attentat-suicide, arme chimique',
      'Вибуховий пристрій, терорист-смертник, хімічна зброя'],
    'Ground fighting and territory': [
      'قتال بري وسيطرة على أراضٍ', 'Combats au sol et territoire', 'Наземні бої та територія'],
    'Attack on people, unrest': [
      'اعتداء على أشخاص واضطرابات', 'Attaque contre des personnes, troubles', 'Напад на людей, заворушення'],
    'Other report': ['تقرير آخر', 'Autre signalement', 'Інше повідомлення'],
    exact: ['نقطة محددة', 'point exact', 'точно'],
    given: ['إحداثيات مذكورة', 'coordonnées indiquées', 'вказані координати'],
    site: ['موقع مسمّى', 'site', 'об’єкт'],
    neighbourhood: ['حي', 'quartier', 'квартал'],
    settlement: ['بلدة أو مدينة', 'localité', 'населений пункт'],
    near: ['قرب مكان', 'près d’un lieu', 'поблизу'],
    admin2: ['قضاء', 'district', 'район'],
    admin1: ['محافظة', 'province', 'область'],
    region: ['منطقة واسعة', 'région', 'регіон'],
    country: ['دولة', 'pays', 'країна'],
    maritime: ['في البحر', 'en mer', 'на морі'],
    unknown: ['غير معروف', 'inconnu', 'невідомо'],
    Weapon: ['السلاح', 'Arme', 'Зброя'],
    Target: ['الهدف', 'Cible', 'Ціль'],
    'Actor, as reported': ['الفاعل بحسب المصدر', 'Auteur, selon les sources', 'Виконавець, за джерелами'],
    Killed: ['قتلى', 'Tués', 'Убиті'],
    Injured: ['جرحى', 'Blessés', 'Поранені'],
    'Who did it': ['من فعل ذلك', 'Qui l’a fait', 'Хто це зробив'],
    'What was hit': ['ما الذي أصيب', 'Ce qui a été touché', 'Що уражено'],
    'People killed': ['القتلى', 'Personnes tuées', 'Убиті люди'],
    'People injured': ['الجرحى', 'Personnes blessées', 'Поранені люди'],
    When: ['متى', 'Quand', 'Коли'],
    'What happened': ['ماذا حدث', 'Ce qui s’est passé', 'Що сталося'],
    Where: ['أين', 'Où', 'Де'],
    'Voices disagree, or it is denied.': [
      'الأصوات مختلفة، أو هناك نفي.', 'Les voix divergent, ou c’est démenti.',
      'Голоси суперечать одне одному, або є заперечення.'],
    'The actor says so itself.': ['الفاعل يقول ذلك بنفسه.', 'L’auteur le dit lui-même.', 'Виконавець сам це каже.'],
    'Others name the actor.': ['آخرون يسمّون الفاعل.', 'D’autres nomment l’auteur.', 'Виконавця називають інші.'],
    'Only denials are reported.': [
      'لا يُذكر سوى النفي.', 'Seuls des démentis sont rapportés.', 'Повідомлено лише заперечення.'],
    'No voice names an actor.': [
      'لا صوت يسمّي فاعلًا.', 'Aucune voix ne nomme d’auteur.', 'Жоден голос не називає виконавця.'],
    'not verified': ['غير متحقَّق منه', 'non vérifié', 'не перевірено'],
    'one source': ['مصدر واحد', 'une source', 'одне джерело'],
    'two independent sources': ['مصدران مستقلان', 'deux sources indépendantes', 'два незалежні джерела'],
    'disputed between sources': ['المصادر مختلفة', 'les sources divergent', 'джерела розходяться'],
    Generator: ['البرنامج', 'Logiciel', 'Програма'],
    Gazetteer: ['معجم الأماكن', 'Index des lieux', 'Покажчик місць'],
    Input: ['الملف', 'Fichier', 'Файл'],
    Log: ['السجل', 'Journal', 'Журнал'],
    Command: ['الأمر', 'Commande', 'Команда'],
    Backer: ['الداعم', 'Soutien', 'Підтримка'],
    Location: ['الموقع', 'Lieu', 'Місце'],
    Evidence: ['الدليل', 'Preuve', 'Доказ'],
    Character: ['الطابع', 'Nature', 'Характер'],
    Foreknowledge: ['العلم المسبق', 'Connaissance préalable', 'Попереднє знання'],
    actor: ['الفاعل', 'acteur', 'виконавець'],
    weapon: ['السلاح', 'arme', 'зброя'],
    target: ['الهدف', 'cible', 'ціль'],
    attribution: ['النسبة', 'attribution', 'авторство'],
    party: ['طرف', 'partie', 'сторона'],
    opponent: ['خصم', 'adversaire', 'противник'],
    official: ['جهة رسمية', 'officiel', 'офіційна особа'],
    'unnamed official': ['مسؤول لم يُسمَّ', 'officiel anonyme', 'неназвана офіційна особа'],
    media: ['إعلام', 'média', 'ЗМІ'],
    monitor: ['جهة رصد', 'observateur', 'спостерігач'],
    witness: ['شاهد', 'témoin', 'свідок'],
  };
  const at = LANGUAGES.indexOf(sm.data.page.language);

  /** A word of a closed vocabulary in the page's language; any other text as it is. */
  sm.term = (text) => TERMS[text]?.[at] ?? text;
})(strikemap);
