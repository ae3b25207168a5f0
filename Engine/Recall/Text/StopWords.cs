using System.Collections.Frozen;

namespace ChatMemory.Recall.Text;

/// <summary>Words that nearly every text has, folded as <see cref="Folding"/> does.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string>[] Sets =
    [
        Set("""
            a about above after again against ain all also am an and any are aren as at be because been before being below between both
            but by can cannot could couldn did didn do does doesn doing don down during each either else etc even ever every few for from
            further get gets getting go goes going gonna got gotta had hadn has hasn have haven having he her here hers herself hey hi him himself his how
            i if in into is isn it its itself just know let lets like ll m ma me mention mentioned more most much mustn my myself need needn
            no nor not now of off oh ok okay on once one only or other our ours ourselves out over own re really s said same say says shan
            she should shouldn so some such t than thank thanks that the their theirs them themselves then there these they thing things this those
            through to too under until up us ve very wanna was wasn we well were weren what when where which while who whom whose why will
            with won would wouldn wow y yeah yep yes you your yours yourself yourselves
            """),
        Set("""
            aber als am an auch auf aus bei bin bis bist da das dass dein dem den der des die doch du durch ein eine einem einen einer eines er es
            euch fur hab habe haben hat hatte ich ihm ihn ihr im in ist ja kann mein meine mich mir mit nach nein nicht noch nur oder schon sein
            sich sie sind so uber um und uns unser vom von vor war waren was wenn wer wie wir wird wo zu zum zur
            """),
        Set("""
            ai as au aux avec avez avons c'est ce ces cette dans de des du elle elles en es est et etait eu fait il ils j'ai je la le les leur
            lui ma mais me mes moi mon ne nos notre nous on ont ou par pas plus pour qu que qui quoi sa se ses son sont suis sur ta te tes toi
            ton tu un une vos votre vous y
            """),
        Set("""
            al como con cuando de del donde el ella ellos en era eres es esta estaba este esto estoy fue ha hay he la las le les lo los mas me
            mi mis mucho muy nada ni no nos o para pero por porque que quien se si sin sobre son soy su sus tambien te tengo tiene todo tu un
            una unos y ya yo
            """),
        Set("""
            ai al alla anche che chi ci come con cosa da dal dalla dei del della delle di dove e ed era essere gli ha hai hanno ho i il in io
            l'ho la le lei li lo loro lui ma mi mia mio ne nei nel nella no noi non o per perche piu quando questa questo se sei si sono su
            sua suo ti tu un una uno vi
            """),
        Set("""
            a ao aos as com como da das de dela dele do dos e ela ele eles em era essa esse esta estava este estou eu foi ha isso ja lhe mais
            mas me mesmo meu minha muito na nao nas nem no nos o os ou para pela pelo por quando que quem sao se sem ser seu so sou sua tambem
            te tem tenho um uma voce
            """),
        Set("""
            aan als bij dan dat de deze die dit een en er ge geen had heb hebben heeft het hij hoe ik in is je kan me met mij mijn naar niet
            nog nu of om ook op over te tot uit van veel voor waar was wat we wel werd wie wij worden wordt zal ze zich zij zijn zo zou
            """),
        Set("""
            а без более был была были было быть в вам вас весь во вот все всего вы где да даже для до его ее если есть еще же за и из или им
            их к как когда кто ли меня мне мы на нас не него нет ни но ну о об он она они от по под при с сейчас со так там тебе тебя то тоже
            только ты у уже что чтобы эта это этот я
            """),
    ];

    /// <summary>Words with which one asks rather than tells: they say how to answer, not what about.</summary>
    public static readonly FrozenSet<string> OfQuestions = Set("""
        according answer certain considered describe described describes detail details does example explain happen happened happens kind kinds
        likely list many mean means might much possible possibly potential potentially probably question recall recent recently regarding remember
        sort sorts specific specifically still tell type types various way ways
        """);

    public static FrozenSet<string> Of(Language language) => Sets[(int)language];

    private static FrozenSet<string> Set(string words) => Lines.Words(words).ToFrozenSet(StringComparer.Ordinal);
}
